"""What a line of results says of a document."""

from __future__ import annotations

import pytest

from flows.results import document_result
from models.findings import Signature, SignatureState, Slot
from tests.readings import a_certificate, a_letter


@pytest.mark.parametrize("slot", [*Slot, None])
def test_signatures_stand_beside_the_seals(slot: Slot | None) -> None:
    signature = Signature("岳阳市示例技术有限公司", SignatureState.CHANGED_SINCE, covers_file=False)
    signed = a_letter(signatures=(signature,)) if slot is Slot.LETTER else a_certificate(signatures=(signature,))
    assert document_result(slot, signed)["signatures"] == [
        {"signer": "岳阳市示例技术有限公司", "state": "changed_since", "covers_file": False, "signed_at": ""}
    ]
    assert document_result(slot, a_certificate())["signatures"] == []
