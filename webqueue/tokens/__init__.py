"""API tokens (接口令牌): everybody keeps the own ones, an administrator those of all."""
