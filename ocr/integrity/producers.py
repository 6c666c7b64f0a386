"""Which program a file says that it was last written by: editors of pictures and PDFs are told, as a note alone.

Honest people use them too, to merge pages or to straighten a photo, so nobody need look because of it.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

from models.findings import Remark
from ocr.pages import MediaKind, pdf_programs, sniff

EDITORS = {
    "photoshop": "Adobe Photoshop",
    "illustrator": "Adobe Illustrator",
    "coreldraw": "CorelDRAW",
    "gimp": "GIMP",
    "inkscape": "Inkscape",
    "meitu": "美图秀秀",
    "美图": "美图秀秀",
    "snapseed": "Snapseed",
    "picsart": "PicsArt",
    "wps pdf": "WPS PDF",
    "foxit phantom": "Foxit PDF Editor",
    "foxit pdf editor": "Foxit PDF Editor",
    "福昕高级pdf编辑器": "Foxit PDF Editor",
    "pdfelement": "PDFelement",
    "万兴pdf": "PDFelement",
    "迅捷pdf": "迅捷PDF编辑器",
    "pdf-xchange editor": "PDF-XChange Editor",
    "nitro pro": "Nitro Pro",
    "sejda": "Sejda",
    "ilovepdf": "iLovePDF",
}
"""What an editor calls itself, in lower case, and the name under which it is known."""
_SOFTWARE = 0x0131
"""The tag of a picture that names the program (TIFF 6.0, Exif 2.3)."""


def remarks_on_producers(content: bytes) -> tuple[Remark, ...]:
    """A note on each editor that the file names."""
    named = " ".join(_programs(content)).casefold()
    editors = dict.fromkeys(name for sign, name in EDITORS.items() if sign in named)
    return tuple(
        Remark("FILE_FROM_EDITOR", f"文件信息显示曾用{editor}处理，如对内容有疑问，请比对原件。", is_note=True)
        for editor in editors
    )


def _programs(content: bytes) -> tuple[str, ...]:
    try:
        return pdf_programs(content) if sniff(content) is MediaKind.PDF else _picture_programs(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a file whose pages can be read may have any fault in its notes
        return ()


def _picture_programs(content: bytes) -> tuple[str, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(content)) as image:
            named = (image.getexif().get(_SOFTWARE), image.info.get("Software"))
    return tuple(str(name) for name in named if name)
