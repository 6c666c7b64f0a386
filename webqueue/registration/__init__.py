"""Registering an account (账号注册): a public form in the guide's steps, for whoever has no account yet."""
