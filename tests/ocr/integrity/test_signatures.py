"""Signatures inside a PDF: intact ones are told, changed ones ask a person to look."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from models.findings import Signature, SignatureState
from ocr.integrity.signatures import remarks_on_signatures, signatures_of
from tests.specimens.signing import changed_after_signing, changed_within, signed

SIGNER = "岳阳市示例技术有限公司"


@pytest.fixture(scope="module")
def plain() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 400))
    canvas.drawString(40, 200, "91430602MA4TT0009T")
    canvas.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def with_signature(plain: bytes) -> bytes:
    return signed(plain, SIGNER)


def states(content: bytes) -> list[SignatureState]:
    return [signature.state for signature in signatures_of(content)]


def test_a_file_without_a_signature_has_none(plain: bytes) -> None:
    assert signatures_of(plain) == ()
    assert signatures_of(b"\xff\xd8\xff a photo") == ()


def test_an_intact_one_names_its_signer_and_is_a_note(with_signature: bytes) -> None:
    (signature,) = signatures_of(with_signature)
    assert (signature.signer, signature.state, signature.covers_file) == (SIGNER, SignatureState.INTACT, True)
    assert signature.signed_at
    (remark,) = remarks_on_signatures([signature])
    assert (remark.code, remark.is_note) == ("SIGNATURE_INTACT", True)
    assert SIGNER in remark.message


def test_what_is_saved_behind_a_signature_is_a_change_since(with_signature: bytes) -> None:
    (signature,) = signatures_of(changed_after_signing(with_signature))
    assert (signature.state, signature.covers_file) == (SignatureState.CHANGED_SINCE, False)
    (remark,) = remarks_on_signatures([signature])
    assert (remark.code, remark.is_note) == ("CHANGED_AFTER_SIGNING", False)


def test_a_changed_byte_breaks_it(with_signature: bytes) -> None:
    (signature,) = signatures_of(changed_within(with_signature))
    assert signature.state is SignatureState.BROKEN
    (remark,) = remarks_on_signatures([signature])
    assert (remark.code, remark.is_note) == ("SIGNATURE_BROKEN", False)


def test_a_second_signer_changes_nothing_that_was_signed(with_signature: bytes) -> None:
    twice = signed(with_signature, "岳阳市样品贸易行", field="Signature2")
    assert states(twice) == [SignatureState.INTACT, SignatureState.INTACT]
    assert [signature.covers_file for signature in signatures_of(twice)] == [False, True]
    assert states(changed_after_signing(twice)) == [SignatureState.CHANGED_SINCE, SignatureState.CHANGED_SINCE]


def test_one_that_cannot_be_validated_is_told_and_stops_nothing(with_signature: bytes) -> None:
    assert states(b"%PDF-1.7 /ByteRange [0 1 2 3] nothing else") == [SignatureState.UNREADABLE]
    unknown = with_signature.replace(b"/ETSI.CAdES.detached", b"/GM.sm2seal.detached").replace(
        b"/adbe.pkcs7.detached", b"/adbe.sm2x7.detached"
    )
    assert unknown != with_signature
    assert states(unknown) in ([SignatureState.UNREADABLE], [SignatureState.BROKEN])
    (remark,) = remarks_on_signatures([Signature("", SignatureState.UNREADABLE, covers_file=False)])
    assert remark.is_note


@pytest.mark.parametrize("state", SignatureState)
def test_every_remark_tells_what_to_do_or_what_was_not_judged(state: SignatureState) -> None:
    (remark,) = remarks_on_signatures([Signature(SIGNER, state, covers_file=True)])
    assert remark.message.endswith("。")
    assert "请" in remark.message or "未作核验" in remark.message
