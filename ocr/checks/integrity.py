"""Signs of tampering or reuse: each asks a person to look, none is a verdict."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, Evidence, Remark, Slot, Verdict
from ocr.checks.case import SLOT_NAMES, Case
from ocr.checks.seal_pictures import remarks_on_seals

NOTHING = ("NOTHING_NOTICED", "NOTED")
"""Reasons for which nobody need look."""


def check(case: Case) -> CheckResult:
    """Review where anything was noticed; the first remark gives the reason, all are told. Notes change nothing."""
    noticed = [*_doubled(case), *_reused(case), *_same(case), *remarks_on_seals(case), *_on_pages(case)]
    remarks = [(slot, remark) for slot, remark in noticed if not remark.is_note]
    notes = "".join(dict.fromkeys(remark.message for _, remark in noticed if remark.is_note))
    if not case.documents and not remarks:
        return CheckResult(
            CheckId.INTEGRITY, Verdict.NOT_CHECKED, "DOCUMENT_UNREAD", "附件未能读取，此项未核验。请先更换附件。"
        )
    if not remarks:
        reason = NOTHING[1 if notes else 0]
        return CheckResult(
            CheckId.INTEGRITY, Verdict.PASS, reason, f"未发现篡改或重复使用的迹象。{notes}", confidence=0.5
        )
    return CheckResult(
        CheckId.INTEGRITY,
        Verdict.REVIEW,
        remarks[0][1].code,
        "".join(dict.fromkeys(remark.message for _, remark in remarks)) + notes,
        confidence=1.0,
        evidence=tuple(Evidence(slot, remark.page, remark.box) for slot, remark in remarks if remark.page),
    )


def _doubled(case: Case) -> list[tuple[Slot, Remark]]:
    hashes = [case.hashes[slot] for slot in Slot if slot in case.hashes]
    if len(hashes) < len(Slot) or len(set(hashes)) > 1:
        return []
    return [(Slot.LETTER, Remark("DOCUMENT_DOUBLED", "两个附件是同一个文件，请人工核对。"))]


def _reused(case: Case) -> list[tuple[Slot, Remark]]:
    return [
        (
            slot,
            Remark(
                "FILE_OF_ANOTHER_UNIT",
                f"{SLOT_NAMES[slot]}与其他单位的申请（{'、'.join(references[:3])}）是同一个文件，请人工核对。",
            ),
        )
        for slot, references in case.reused.items()
        if references
    ]


def _same(case: Case) -> list[tuple[Slot, Remark]]:
    """Letters that another unit handed in; of the very same file that is said already."""
    return [
        (
            slot,
            Remark(
                "LETTER_OF_ANOTHER_SUBMISSION",
                f"{SLOT_NAMES[slot]}第{same.page}页与其他单位的申请（{same.reference}）中的是同一份，请人工核对。",
                same.page,
            ),
        )
        for slot, pages in case.same_pages.items()
        for same in pages
        if same.reference not in case.reused.get(slot, ())
    ]


def _on_pages(case: Case) -> list[tuple[Slot, Remark]]:
    return [(slot, remark) for slot, reading in case.documents.items() for remark in reading.integrity]
