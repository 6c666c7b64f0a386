"""The bundle's summary: one PDF that a person can read and print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape  # it writes, and reads nothing  # nosec B406

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from webqueue.cases.case import Case
from webqueue.moments import local_time
from webqueue.words import ACTIONS, CHECKS, OUTCOMES, SLOTS, STATES, VERDICTS

FONT = "STSong-Light"
"""One of the fonts that PDF readers bring for Chinese; nothing is embedded."""
_TEXT = ParagraphStyle("text", fontName=FONT, fontSize=9, leading=13, alignment=TA_LEFT, wordWrap="CJK")
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=7, leading=10)
_TITLE = ParagraphStyle("title", parent=_TEXT, fontSize=16, leading=24)
_HEAD = ParagraphStyle("head", parent=_TEXT, fontSize=11, leading=18, spaceBefore=8)
_LINES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.3, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ]
)


def summary(case: Case, chain: Sequence[dict[str, Any]], time_zone: str) -> bytes:
    """The PDF; `chain` as records.chain_record gives it."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    written = io.BytesIO()
    # Invariant: the same case gives the same bytes.
    document = SimpleDocTemplate(written, pagesize=A4, title=case.submission.reference, invariant=1)
    document.build([*_head(case), *_checks(case), *_decisions(case, time_zone), *_chain(chain)])
    return written.getvalue()


def _head(case: Case) -> list[Flowable]:
    submission = case.submission
    rows = [
        ("单位名称", submission.unit_name),
        ("统一社会信用代码", submission.credit_code),
        ("统筹区", submission.pooling_area),
        ("编号", f"{submission.reference}（第{submission.revision}版）"),
        ("状态", STATES[case.state]),
    ]
    rows += [
        (SLOTS[slot], f"{document.file_name}　SHA-256 {document.sha256}") for slot, document in case.documents.items()
    ]
    return [Paragraph("证核 · 证据包摘要", _TITLE), _table(rows, (40, 130))]


def _checks(case: Case) -> list[Flowable]:
    rows = [("核验项目", "结论", "说明")]
    rows += [(CHECKS[check.id], VERDICTS[check.verdict], check.message) for check in case.checks]
    rules = f"规则版本 {case.verification.rules}" if case.verification else "尚未核验"
    return [Paragraph(f"核验结论（{rules}）", _HEAD), _table(rows, (35, 25, 110))]


def _decisions(case: Case, time_zone: str) -> list[Flowable]:
    rows = [("审核结果", "审核人", "时间", "意见")]
    rows += [
        (
            OUTCOMES[shown.outcome],
            shown.reviewer,
            local_time(shown.decision.decided_at, time_zone),
            shown.decision.opinion,
        )
        for shown in case.decisions
    ]
    return [Paragraph("审核决定", _HEAD), _table(rows, (25, 25, 30, 90))]


def _chain(chain: Sequence[dict[str, Any]]) -> list[Flowable]:
    events = [
        Paragraph(escape(f"{ACTIONS.get(event['content'][6], event['content'][6])}　{event['hash']}"), _SMALL)
        for event in chain
    ]
    return [Paragraph("办理记录及其校验值", _HEAD), *events, Spacer(1, 4 * mm)]


def _table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    cells = [[Paragraph(escape(text).replace("\n", "<br/>"), _TEXT) for text in row] for row in rows]
    return Table(cells, colWidths=[width * mm for width in widths], style=_LINES, hAlign="LEFT")
