"""What was seen on documents and what was concluded from it: the value types that travel between the rooms.

Every type is a frozen dataclass that turns into JSON and back (`to_json`, `from_json`); the field names are those
of the results' format, so that a line of results is these values and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter


class Slot(StrEnum):
    """The two places of a submission (附件) that a document is uploaded into."""

    CERTIFICATE = "certificate"
    LETTER = "letter"


class DocumentType(StrEnum):
    """What a document turned out to be."""

    BUSINESS_LICENCE = "business_licence"  # 营业执照
    INSTITUTION_CERTIFICATE = "institution_certificate"  # 事业单位法人证书
    SOCIAL_ORGANISATION_CERTIFICATE = "social_organisation_certificate"  # 社会团体法人登记证书
    PRIVATE_NON_ENTERPRISE_CERTIFICATE = "private_non_enterprise_certificate"  # 民办非企业单位登记证书
    FOUNDATION_CERTIFICATE = "foundation_certificate"  # 基金会法人登记证书
    CREDIT_CODE_CERTIFICATE = "credit_code_certificate"  # 统一社会信用代码证书
    OTHER_CERTIFICATE = "other_certificate"
    COMMITMENT_LETTER = "commitment_letter"  # 用户告知承诺书
    OTHER = "other"
    BLANK = "blank"

    @property
    def is_certificate(self) -> bool:
        """Whether it is a registration certificate (单位登记证书) of any kind."""
        return self not in (DocumentType.COMMITMENT_LETTER, DocumentType.OTHER, DocumentType.BLANK)


class SealOwner(StrEnum):
    """Whose seal (印章) it is, as far as this submission is concerned."""

    UNIT = "unit"  # 单位公章: the unit's own legal-name seal
    SPECIAL = "special"  # 专用章, 部门章: a special-purpose or department seal of the unit
    AUTHORITY = "authority"  # 登记机关印章
    OTHER = "other"
    UNKNOWN = "unknown"


class SealShape(StrEnum):
    """The outline of a seal on the paper."""

    ROUND = "round"
    OVAL = "oval"
    SQUARE = "square"


class SealColour(StrEnum):
    """The ink of a seal; black means a photocopied or grey one."""

    RED = "red"
    BLUE = "blue"
    BLACK = "black"


class SignatureState(StrEnum):
    """What came of validating an electronic signature (电子签名)."""

    INTACT = "intact"
    """The signed bytes are as they were signed, and nothing that shows was added since."""
    CHANGED_SINCE = "changed_since"
    """The signed bytes are as they were signed, but the file was changed after that."""
    BROKEN = "broken"
    """The signed bytes are not those that were signed."""
    UNREADABLE = "unreadable"
    """It cannot be validated here, as with algorithms that are not known."""


class Verdict(StrEnum):
    """The outcome of one check, and of a submission."""

    PASS = "pass"  # noqa: S105  (a verdict)
    REVIEW = "review"
    FAIL = "fail"
    NOT_CHECKED = "not_checked"


class CheckId(StrEnum):
    """The checks that a submission goes through."""

    FORM = "form"
    CERTIFICATE_TYPE = "certificate_type"
    CREDIT_CODE = "credit_code"
    UNIT_NAME = "unit_name"
    CERTIFICATE_SEAL = "certificate_seal"
    MARKING = "marking"
    VALIDITY = "validity"
    POOLING_AREA = "pooling_area"
    LETTER_TYPE = "letter_type"
    LETTER_FIELDS = "letter_fields"
    LETTER_SEAL = "letter_seal"
    OPERATOR_IDENTITY = "operator_identity"
    INTEGRITY = "integrity"


BoxValue = tuple[int, int, int, int]
"""x, y, width, height in pixels of the stored page picture, the one that reviewers see."""

Corners = tuple[tuple[float, float], ...]
"""Four corners clockwise from the upper left of the text, in pixels of the page picture."""

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Agreement:
    """How far a picture bears out the text that was expected on it (ocr.expected_text)."""

    expected: str
    confidence: float
    """Near 1 where nothing else can stand there, ½ where something else is as likely, near 0 where other text does."""
    scores: tuple[float, ...] = ()
    """The same for each character of `expected`; the worst of them decides."""
    rivals: str = ""
    """For each character the likeliest other one in its place."""


@dataclass(frozen=True)
class TextLine:
    """One line of text as an engine read it."""

    text: str
    score: float
    """How sure the engine is of the whole line, 0 to 1 (the mean of its characters)."""
    box: BoxValue
    """x, y, width, height in pixels of the page picture."""
    page: int
    corners: tuple[tuple[float, float], ...] = ()
    """The line's four corners, clockwise from its upper left, in pixels of the page picture."""
    character_scores: tuple[float, ...] = ()
    """One score for each character of `text`."""
    character_places: tuple[float, ...] = ()
    """Where each character of `text` stands along the line, 0 (its left edge) to 1 (its right edge)."""


@dataclass(frozen=True)
class Fingerprint:
    """Bits of a picture that a copy of it keeps: of a seal's impression (ocr.integrity.fingerprints), of a page."""

    words: tuple[int, ...]
    """Numbers of sixteen bits each: eight of an impression, sixteen of a page."""
    unsure: tuple[tuple[int, ...], ...]
    """For each word the places of the bits that are likeliest to be otherwise on a copy; 0 is the lowest."""


@dataclass(frozen=True)
class Seal:
    """One seal impression (印迹)."""

    owner: SealOwner
    shape: SealShape
    colour: SealColour
    text: str
    """The ring's text (环行文字), as read."""
    box: BoxValue
    page: int
    line: str = ""
    """The line below the star, as 合同专用章; empty where there is none."""
    number: str = ""
    """The anti-forgery number (印章编码); empty where there is none."""
    confidence: float = 0.0
    """How sure the reading of `text` is, 0 to 1."""
    unrolled: str | None = None
    """SHA-256 of the stored picture of the unrolled ring."""
    agreement: Agreement | None = None
    """How far the ring bears out the unit's name."""
    impression: str | None = None
    """SHA-256 of the stored picture of the impression, cut out square."""
    fingerprint: Fingerprint | None = None
    """By which the same impression is found on other documents."""


@dataclass(frozen=True)
class Marking:
    """The purpose annotation (用途标注) on a certificate's copy."""

    found: bool
    text: str = ""
    similarity: float = 0.0
    """1 where the words are the required ones, 0 where nothing is alike."""
    box: BoxValue | None = None
    page: int = 0
    confidence: float = 0.0
    agreement: Agreement | None = None
    """How far the picture bears out the required words."""


@dataclass(frozen=True)
class FieldReading:
    """The value that stands beside a label on a certificate or a letter."""

    text: str
    confidence: float
    box: BoxValue | None = None
    page: int = 0
    quads: tuple[Corners, ...] = ()
    """The corners of each of its lines, where they are known."""
    agreement: Agreement | None = None
    """How far the picture bears out what was typed."""


@dataclass(frozen=True)
class PagePicture:
    """A page as it was read: its place in the store, and its size in pixels."""

    number: int
    sha256: str
    width: int
    height: int
    turned: int = 0
    rectified: bool = False
    fingerprint: Fingerprint | None = None
    """By which the same page is found in other letters (ocr.integrity.page_prints); of letters alone."""


@dataclass(frozen=True)
class Remark:
    """Something about a document that a person should know: its quality, or a sign of tampering."""

    code: str
    message: str
    page: int = 0
    box: BoxValue | None = None
    is_note: bool = False
    """Whether it is only to be known, and nobody need look because of it."""


@dataclass(frozen=True)
class Signature:
    """An electronic signature (电子签名) inside a PDF, as far as it can be judged without any other host."""

    signer: str
    """The common name in the signer's certificate; who issued that certificate is not judged."""
    state: SignatureState
    covers_file: bool
    """Whether the signed bytes are the whole file, the signature itself aside."""
    signed_at: str = ""
    """The moment that the signer's own clock told, in ISO 8601; empty where there is none."""


@dataclass(frozen=True)
class CodeReading:
    """The unified social credit code (统一社会信用代码) on a document."""

    text: str
    """As read by the first engine, normalised."""
    confidence: float
    box: BoxValue | None = None
    page: int = 0
    second_text: str = ""
    """What the second engine read on the same crop."""
    character_scores: tuple[float, ...] = ()
    agreement: Agreement | None = None
    """How far the picture bears out the typed code."""


@dataclass(frozen=True)
class DocumentReading:
    """All that was read on one document."""

    type: DocumentType
    pages: tuple[PagePicture, ...] = ()
    title: str = ""
    credit_code: CodeReading | None = None
    unit_name: FieldReading | None = None
    fields: dict[str, FieldReading] = field(default_factory=dict)
    seals: tuple[Seal, ...] = ()
    marking: Marking = Marking(found=False)
    qr: tuple[str, ...] = ()
    lines: tuple[TextLine, ...] = ()
    quality: tuple[Remark, ...] = ()
    integrity: tuple[Remark, ...] = ()
    signatures: tuple[Signature, ...] = ()
    engines: dict[str, str] = field(default_factory=dict)
    """Name of each engine that read, and the version and model hashes it reports."""
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds spent by stage."""


@dataclass(frozen=True)
class Evidence:
    """Where to look: a box on a page of one of the documents."""

    document: Slot
    page: int
    box: BoxValue | None = None


@dataclass(frozen=True)
class CheckResult:
    """What one check concluded."""

    check: CheckId
    verdict: Verdict
    reason: str
    """A stable code, as SEAL_OF_AUTHORITY_ONLY."""
    message: str
    """One or two Chinese sentences that tell the operator what is wrong and what to do."""
    expected: str | None = None
    found: str | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


def verdict_of(results: tuple[CheckResult, ...]) -> Verdict:
    """A submission's verdict: fail if any check fails, else review if any needs review, else pass."""
    verdicts = {result.verdict for result in results}
    for verdict in (Verdict.FAIL, Verdict.REVIEW):
        if verdict in verdicts:
            return verdict
    return Verdict.PASS


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: object) -> Any:
    """A finding as plain JSON values (dicts, lists, strings, numbers)."""
    kind: Any = type(value)
    return _adapter(kind).dump_python(value, mode="json")


def from_json(kind: type[Kind], value: Any) -> Kind:
    """The finding of type `kind` that `to_json` gave `value` for; raises pydantic.ValidationError for anything else."""
    any_kind: Any = kind
    finding: Kind = _adapter(any_kind).validate_python(value)
    return finding
