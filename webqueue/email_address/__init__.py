"""The own e-mail address (电子邮箱): entering it, changing it, removing it."""
