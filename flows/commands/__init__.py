"""The commands of `zhenghe`, one file each; loaded only when they are called."""
