"""Electronic signatures (电子签名) inside a PDF, validated without any other host.

What is judged is whether the signed bytes are as they were signed, and what was changed since. Whether the signer is
who the certificate says is not: that needs the issuers' own certificates, and a person who trusts them.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from models.findings import Remark, Signature, SignatureState

# Its reports quote the certificates, which may hold personal data.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

MOST_SIGNATURES = 8
"""So many are validated; each costs a reading of the whole file."""
_SIGNED = b"/ByteRange"
"""Every signature names the bytes that it covers under this key, outside of any compressed part (ISO 32000-1, 12.8)."""
_NAMELESS = "（未载明）"
_UNREADABLE = Signature(_NAMELESS, SignatureState.UNREADABLE, covers_file=False)
"""One of a kind that is not known, or damaged."""


def signatures_of(content: bytes) -> tuple[Signature, ...]:
    """The signatures of a PDF, in the order of signing; empty for any other file, or where there are none."""
    if _SIGNED not in content:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(_signatures(content))


def remarks_on_signatures(signatures: Sequence[Signature]) -> tuple[Remark, ...]:
    """What a person should know of them."""
    return tuple(_remark(signature) for signature in signatures)


def _signatures(content: bytes) -> list[Signature]:
    try:
        embedded = PdfFileReader(BytesIO(content), strict=False).embedded_signatures[:MOST_SIGNATURES]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the parser raises anything on damaged files
        return [_UNREADABLE]
    if not embedded:
        return [_UNREADABLE]
    found = [_signature(each) for each in embedded]
    closed = found[-1].state is SignatureState.INTACT and found[-1].covers_file
    return [_among_others(signature, each, closed=closed) for signature, each in zip(found, embedded, strict=True)]


def _signature(embedded: EmbeddedPdfSignature) -> Signature:
    try:
        signer = _name_of(embedded)
        status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[], allow_fetching=False))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - algorithms that are not known, and damaged containers, raise anything
        return _UNREADABLE
    at = status.signer_reported_dt.isoformat() if status.signer_reported_dt else ""
    return Signature(signer, _state(status), status.coverage is SignatureCoverageLevel.ENTIRE_FILE, at)


def _name_of(embedded: EmbeddedPdfSignature) -> str:
    subject = embedded.signer_cert.subject.native
    name = subject.get("common_name") or subject.get("organization_name") or _NAMELESS
    return name if isinstance(name, str) else "、".join(name)


def _state(status: PdfSignatureStatus) -> SignatureState:
    if not (status.intact and status.valid):
        return SignatureState.BROKEN
    level = status.modification_level
    unchanged = level is not None and level <= ModificationLevel.LTA_UPDATES
    return SignatureState.INTACT if unchanged else SignatureState.CHANGED_SINCE


def _among_others(signature: Signature, embedded: EmbeddedPdfSignature, *, closed: bool) -> Signature:
    """`signature` with what came after it allowed where that is no more than a later signature's own field.

    A later signer answers for it: `closed` says whether the last signature is intact and covers the file.
    """
    level = getattr(embedded.diff_result, "modification_level", None)
    if closed and signature.state is SignatureState.CHANGED_SINCE and level is ModificationLevel.FORM_FILLING:
        return Signature(signature.signer, SignatureState.INTACT, signature.covers_file, signature.signed_at)
    return signature


def _remark(signature: Signature) -> Remark:
    signer = signature.signer
    if signature.state is SignatureState.BROKEN:
        message = f"PDF中的电子签名（签名人：{signer}）验证不通过，签名后的内容已被改动，请人工核对。"
        return Remark("SIGNATURE_BROKEN", message)
    if signature.state is SignatureState.CHANGED_SINCE:
        message = f"PDF在电子签名（签名人：{signer}）之后又被修改过，请人工核对修改的内容。"
        return Remark("CHANGED_AFTER_SIGNING", message)
    if signature.state is SignatureState.UNREADABLE:
        message = "PDF中含有电子签名，但本系统无法验证，请用签章软件查看。"
        return Remark("SIGNATURE_UNREADABLE", message, is_note=True)
    message = f"PDF中的电子签名（签名人：{signer}）完整有效，签名后内容未被改动，签名证书由谁颁发未作核验。"
    return Remark("SIGNATURE_INTACT", message, is_note=True)
