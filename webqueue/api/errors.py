"""What a program's request is refused with, apart from what the rules of the field forbid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from models.errors import PermissionDenied, RequestError


class TokenMissing(PermissionDenied):
    """No token, an unknown, expired or revoked one, or one of a blocked account: which of them is not told."""

    code: ClassVar[str] = "TOKEN_INVALID"
    message_zh = "没有接口令牌，或令牌无效、已过期、已撤销。请在“接口令牌”页面核对或重新创建。"
    message_en = "There is no token, or it is unknown, expired or revoked. Check it on the page of tokens, or make one."


class RequestInvalid(RequestError):
    """Fields that are missing or not as described."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """Keep what is wrong with each field, in Chinese."""
        super().__init__()
        self.fields = dict(fields)


class HttpError(RequestError):
    """A request that is refused before anything is asked of it."""

    status: ClassVar[int] = 400
    code = "REQUEST_BROKEN"
    message_zh = "请求内容无法识别。请检查请求体是否为有效的 JSON 或 multipart 表单。"
    message_en = "The request cannot be understood. Check that its body is valid JSON or a multipart form."


class NothingFound(HttpError):
    """Nothing there, or nothing that the caller may know of."""

    status = 404
    code = "NOT_FOUND"
    message_zh = "您要的内容不存在，或不在您的权限范围内。请核对编号。"
    message_en = "It does not exist, or it is not yours to see. Check the number."


class WrongMethod(HttpError):
    """An address that is asked in another way."""

    status = 405
    code = "METHOD_NOT_ALLOWED"
    message_zh = "该地址不接受这种请求方法。请按接口文档更正。"
    message_en = "This address is not asked with that method. See the API's description."


class TooLarge(HttpError):
    """A body beyond the limit."""

    status = 413
    code = "REQUEST_TOO_LARGE"
    message_zh = "请求内容超过上限。请压缩图片或降低扫描分辨率后重新发送。"
    message_en = "The request is too large. Make the files smaller and send it again."


class WrongMediaType(HttpError):
    """A body of another kind than the address takes."""

    status = 415
    code = "MEDIA_TYPE_UNSUPPORTED"
    message_zh = "请求体的类型不正确。请按接口文档使用 application/json 或 multipart/form-data。"
    message_en = "The body is of the wrong kind. Send application/json or multipart/form-data, as described."


class TooManyRequests(HttpError):
    """Too many tries within a minute."""

    status = 429
    code = "TOO_MANY_REQUESTS"
    message_zh = "操作过于频繁。请等待一分钟后再试。"
    message_en = "Too many tries. Wait a minute and try again."


BY_STATUS: dict[int, type[HttpError]] = {
    kind.status: kind for kind in (HttpError, NothingFound, WrongMethod, TooLarge, WrongMediaType, TooManyRequests)
}
