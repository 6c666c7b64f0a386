"""The API's description (OpenAPI), made of the handlers' own types, and the check that both sides keep to it."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any, ParamSpec, cast

from flask import Request, send_file
from flask import Response as FlaskResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from spectree import Response, SecurityScheme, SpecTree
from spectree.model_adapter.pydantic_adapter import PydanticModelAdapter
from spectree.models import SecureType, SecuritySchemeData
from spectree.plugins.flask_plugin import FlaskPlugin
from spectree.utils import get_model_key

from webqueue.api.errors import RequestInvalid
from webqueue.api.problems import Problem
from webqueue.headers import FILE_POLICY
from webqueue.row_numbers import LARGEST

logger = logging.getLogger(__name__)
Arguments = ParamSpec("Arguments")
Handler = Callable[Arguments, FlaskResponse]

SHORTEST_KEY, LONGEST_KEY = 16, 255
_MISSING = "缺少该项。请按接口文档补充。"
_UNKNOWN = "没有这一项。请按接口文档更正名称。"
_INVALID = "内容无效。请按接口文档更正。"
_WORDS = {"missing": _MISSING, "extra_forbidden": _UNKNOWN}
_ABOUT = """Programs do here what people do in the pages, under the same permissions.

Each request shows an account's token (`Authorization: Bearer …`), which its owner makes on the page of tokens; a
registration, which belongs to no account yet, is opened by its number and code (HTTP Basic). What one may not know of
is answered 404. Every refusal has the one shape `Problem`, and changed nothing. A POST that carries an
`Idempotency-Key` may be sent again: the same key with the same body gets the first answer, and changes nothing more.
"""


class Section(StrEnum):
    """What the operations are grouped by."""

    SUBMISSIONS = "Submissions 申请"
    REVIEW = "Review 审核"
    REGISTRATION = "Registration 账号注册"
    APPLICANTS = "Applicants 申报人"
    PUBLICITY = "Publicity 公示"
    RECOMMENDATION = "Recommendation 推荐上报"
    SUPERIOR = "Superior unit 上级单位"


class Caller(StrEnum):
    """What a program shows of itself."""

    ACCOUNT = "token"
    REGISTRANT = "registration"
    NOBODY = ""


class RepeatableHeaders(BaseModel):
    """What a request that changes something may carry."""

    model_config = ConfigDict(extra="ignore")

    idempotency_key: str | None = Field(
        None,
        alias="Idempotency-Key",
        min_length=SHORTEST_KEY,
        max_length=LONGEST_KEY,
        pattern=r"^[!-~]+$",
        description="A name that the program makes up for this one request, such as a UUID.",
    )


def reply(answer: BaseModel) -> FlaskResponse:
    """The answer as it is sent."""
    return FlaskResponse(answer.model_dump_json(), mimetype="application/json")


class _RowNumbers(FlaskPlugin):
    """Tells of row numbers in addresses what they can be."""

    def parse_path(self, route: Any, path_parameter_descriptions: Any) -> tuple[str, list[Any]]:
        """The address and its parameters."""
        spelled = str(route).replace("<row:", f"<int(min=0,max={LARGEST}):")
        # The library takes the text of the rule, whatever its annotation says.
        return super().parse_path(cast(Any, spelled), path_parameter_descriptions)


def documented(
    section: Section, answers: type[BaseModel] | None, *, status: int = 200, caller: Caller = Caller.ACCOUNT
) -> Callable[[Handler[Arguments]], Handler[Arguments]]:
    """Describe a handler that asks for something; a parameter `query` of a pydantic type is checked against it."""
    return _documented(section, partial(Response, **{f"HTTP_{status}": answers}), caller, (401, 403, 404, 405, 422))


def documented_change(
    section: Section, answers: type[BaseModel] | None, *, status: int = 200, caller: Caller = Caller.ACCOUNT
) -> Callable[[Handler[Arguments]], Handler[Arguments]]:
    """Describe a handler that changes something; parameters `json` and `form` are checked against their types."""
    refusals = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503)
    good = partial(Response, **{f"HTTP_{status}": answers})
    return _documented(section, good, caller, refusals, headers=RepeatableHeaders)


def documented_file(section: Section, *kinds: str) -> Callable[[Handler[Arguments]], Handler[Arguments]]:
    """Describe a handler that answers with a file of one of those media types."""
    return _documented(section, partial(_Files, kinds), Caller.ACCOUNT, (401, 403, 404, 405, 422, 503))


def attached(content: bytes, kind: str, name: str) -> FlaskResponse:
    """A file as it is sent: to be saved under that name, never to be shown, since it comes from outside."""
    answer = send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    # It is looked at once more before it is sent, as every answer is.
    answer.direct_passthrough = False
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


class _Files(Response):
    """Answers of which the good one is a file."""

    def __init__(self, kinds: tuple[str, ...], **told: Any) -> None:
        """Describe a file of one of those media types beside what is told of the others."""
        super().__init__("HTTP_200", **told)
        self._kinds = kinds

    def generate_spec(self, naming_strategy: Any = get_model_key) -> dict[str, Any]:
        """All answers, with the file as what it is."""
        described = super().generate_spec(naming_strategy)
        schema = {"type": "string", "format": "binary"}
        described["200"]["content"] = {kind: {"schema": schema} for kind in self._kinds}
        return described


def _documented(
    section: Section,
    answers: Callable[..., Response],
    caller: Caller,
    refusals: tuple[int, ...],
    headers: type[BaseModel] | None = None,
) -> Callable[[Handler[Arguments]], Handler[Arguments]]:
    told: dict[str, Any] = {f"HTTP_{number}": Problem for number in refusals}

    def decorate(handler: Handler[Arguments]) -> Handler[Arguments]:
        validate = DESCRIPTION.validate(
            headers=headers,
            resp=answers(**told),
            tags=(section.value,),
            security=[{caller.value: []}] if caller.value else [],
            operation_id=handler.__name__,
        )
        return cast(Handler[Arguments], validate(handler))

    return decorate


def _refuse_invalid(
    _request: Request, _answer: object, error: Exception | None, _instance: object, _adapter: object
) -> None:
    """Refuse a request that is not as described, in the one shape."""
    if isinstance(error, ValidationError):
        raise RequestInvalid({_field(fault["loc"]): _WORDS.get(fault["type"], _INVALID) for fault in error.errors()})


def _field(path: tuple[int | str, ...]) -> str:
    return ".".join(map(str, path)) or "body"


def _refuse_undescribed(
    _request: Request, _answer: object, error: Exception | None, _instance: object, _adapter: object
) -> None:
    """Send nothing that is not as described: the error's own text may hold personal data."""
    if error is not None:
        raise TypeError("an answer is not as described") from None


class _Faults(PydanticModelAdapter):
    """Tells where a request is wrong and how, and not with what: that may be a file, or personal data."""

    def validation_errors(self, err: ValidationError) -> Any:
        return err.errors(include_context=False, include_input=False, include_url=False)


DESCRIPTION = SpecTree(
    backend=_RowNumbers,
    mode="strict",
    model_adapter=cast(Any, _Faults()),
    title="证核 Zhenghe",
    version="1",
    description=_ABOUT,
    before=_refuse_invalid,
    after=_refuse_undescribed,
    validation_error_model=Problem,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
    security_schemes=[
        SecurityScheme(name=Caller.ACCOUNT.value, data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")),
        SecurityScheme(
            name=Caller.REGISTRANT.value,
            data=SecuritySchemeData(
                type=SecureType.HTTP, scheme="basic", description="The registration's number, and its code."
            ),
        ),
    ],
)
