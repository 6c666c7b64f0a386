"""Printed papers (PDF): the publicity's notice (公示) and the recommendation's summary (推荐上报汇总表).

Chinese is set in STSong-Light, one of the faces that every reader of PDF brings or replaces by its own, so that no font
file has to lie on the server.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape  # it writes, and reads nothing  # nosec B406

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_FACE = "STSong-Light"


def notice(content: dict[str, Any], sha256: str) -> bytes:
    """The notice of a publicity, from what is kept of it; `sha256` is printed below, so that a copy can be checked."""
    people = [[str(number), *_columns(one)] for number, one in enumerate(content["people"], start=1)]
    text = (
        f"根据职称评审工作要求，现将{content['unit']}拟推荐申报人员予以公示。公示期自{content['start']}至{content['end']}，"
        f"共{content['workdays']}个工作日。公示期内如有异议，请以书面形式实名向单位反映。"
    )
    foot = [f"单位联系人：{content['contact']}", f"单位联系电话：{content['telephone']}", f"{content['unit']}（盖章）"]
    heads = ["序号", "姓名", "年度", "申报系列", "申报专业", "申报级别"]
    return _paper("职称申报推荐人员公示", [text], heads, people, [*foot, f"内容校验：{sha256}"])


def summary(content: dict[str, Any], sha256: str) -> bytes:
    """The summary of a recommendation, from what is kept of it."""
    people = [
        [str(number), one["name"], one["series"], one["speciality"], one["level"]]
        for number, one in enumerate(content["people"], start=1)
    ]
    above = [
        f"单位名称：{content['unit']}　　统一社会信用代码：{content['credit_code']}",
        f"年度：{content['year']}　　上级单位：{content['superior']}　　人数：{len(people)}",
    ]
    heads = ["序号", "姓名", "申报系列", "申报专业", "申报级别"]
    return _paper("单位推荐上报汇总表", above, heads, people, ["单位（盖章）：", f"内容校验：{sha256}"])


def _columns(person: dict[str, Any]) -> list[str]:
    return [str(person[name]) for name in ("name", "year", "series", "speciality", "level")]


def _paper(
    title: str, above: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str]
) -> bytes:
    plain, centred = _styles()
    table = Table(
        [[Paragraph(escape(text), plain) for text in line] for line in (heads, *rows)], repeatRows=1, hAlign="CENTER"
    )
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)])
    )
    story = [
        Paragraph(escape(title), centred),
        Spacer(1, 8 * mm),
        *(Paragraph(escape(line), plain) for line in above),
        Spacer(1, 5 * mm),
        table,
        Spacer(1, 8 * mm),
        *(Paragraph(escape(line), plain) for line in below),
    ]
    buffer = io.BytesIO()
    margin = 22 * mm
    document = SimpleDocTemplate(
        buffer, pagesize=A4, title=title, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin
    )
    document.build(story)
    return buffer.getvalue()


@cache
def _styles() -> tuple[ParagraphStyle, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(_FACE))
    plain = ParagraphStyle("plain", fontName=_FACE, fontSize=11, leading=19, wordWrap="CJK")
    centred = ParagraphStyle("centred", parent=plain, fontSize=18, leading=26, alignment=TA_CENTER)
    return plain, centred
