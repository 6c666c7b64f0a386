"""Names of units (单位名称): when two of them are the same."""

from __future__ import annotations

import re
import unicodedata

_IGNORED = re.compile(r"[\s·•・．‧∙.,，。、“”\"'‘’「」『』《》〈〉<>_\-—–\u200b-\u200f\u2060\ufeff]")
_SAME = str.maketrans({"〇": "零", "○": "零", "〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")"})


def normalise_name(name: str) -> str:
    """`name` in the form in which two spellings of one legal name are equal.

    Full-width and half-width characters, kinds of brackets, spaces, middle dots and the ways to write zero are
    levelled; 有限公司 and 有限责任公司 are not: they are different legal names.
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name).translate(_SAME)).upper()
