"""The own second factor (双因素认证): setting it up, looking at it, removing it."""
