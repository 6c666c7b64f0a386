"""The recommendation's summary (推荐上报汇总表) as Excel."""

from __future__ import annotations

from typing import Any

from models.papers.sheets import workbook


def summary_table(content: dict[str, Any], sha256: str) -> bytes:
    """The summary as .xlsx, from what is kept of it; `sha256` stands in it, so that a copy can be checked."""
    above = [
        f"单位名称：{content['unit']}",
        f"统一社会信用代码：{content['credit_code']}",
        f"年度：{content['year']}，上级单位：{content['superior']}",
        f"内容校验：{sha256}",
    ]
    rows = [
        [number, one["name"], one["series"], one["speciality"], one["level"]]
        for number, one in enumerate(content["people"], start=1)
    ]
    return workbook("推荐上报汇总", ["序号", "姓名", "申报系列", "申报专业", "申报级别"], rows, above)
