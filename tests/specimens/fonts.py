"""Where the typefaces are: Debian's CJK fonts, and handwriting from npm's fontsource packages."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

SYSTEM_FONTS = Path("/usr/share/fonts")
PROJECT = Path(__file__).resolve().parents[2]
HAND_FONTS_VARIABLE = "ZHENGHE_HAND_FONTS"


class FontMissingError(RuntimeError):
    """A typeface that specimens need is not installed; the message names the package that brings it."""


@dataclass(frozen=True)
class Typeface:
    """One face of a font file. `embeddable`: has TrueType outlines, which PDF text can be set in."""

    file: str
    index: int = 0
    package: str = ""
    embeddable: bool = False

    @property
    def path(self) -> str:
        """Gives the font file's path; raises FontMissingError where it is not installed."""
        return _hand_font_path(self.package, self.file) if self.is_hand else _system_font_path(self)

    @property
    def is_hand(self) -> bool:
        """Says whether the face imitates handwriting."""
        return self.file.endswith(".woff2")


def _noto(family: str, weight: str) -> Typeface:
    package = "fonts-noto-cjk" if weight in {"Regular", "Bold"} else "fonts-noto-cjk-extra"
    return Typeface(f"opentype/noto/Noto{family}CJK-{weight}.ttc", index=2, package=package)


def _truetype(file: str, package: str) -> Typeface:
    return Typeface(f"truetype/{file}", package=package, embeddable=True)


def _hand(name: str) -> Typeface:
    return Typeface(f"files/{name}-chinese-simplified-400-normal.woff2", package=f"@fontsource/{name}")


UMING = _truetype("arphic/uming.ttc", "fonts-arphic-uming")
GBSN = _truetype("arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp")
UKAI = _truetype("arphic/ukai.ttc", "fonts-arphic-ukai")
GKAI = _truetype("arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp")
WENKAI = _truetype("lxgw-wenkai/LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai")
WENKAI_BOLD = _truetype("lxgw-wenkai/LXGWWenKai-Bold.ttf", "fonts-lxgw-wenkai")
ZENHEI = _truetype("wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei")
MICROHEI = _truetype("wqy/wqy-microhei.ttc", "fonts-wqy-microhei")
SMILEY = _truetype("smiley-sans/SmileySans-Oblique.ttf", "fonts-smiley-sans")

SONG = (UMING, _noto("Serif", "Regular"), _noto("Serif", "Medium"), _noto("Serif", "Light"), GBSN)
SONG_BOLD = (_noto("Serif", "SemiBold"), _noto("Serif", "Bold"), _noto("Serif", "Black"))
HEI = (ZENHEI, MICROHEI, _noto("Sans", "Regular"), _noto("Sans", "Medium"), _noto("Sans", "DemiLight"))
HEI_BOLD = (_noto("Sans", "Bold"), _noto("Sans", "Black"))
KAI = (UKAI, GKAI, WENKAI)
EMBEDDABLE = (UMING, UKAI, ZENHEI, MICROHEI, GBSN, GKAI, WENKAI, SMILEY)
"""Any of them, the slanted one included, is what people set a marking in."""

MA_SHAN_ZHENG = _hand("ma-shan-zheng")
ZHI_MANG_XING = _hand("zhi-mang-xing")
LIU_JIAN_MAO_CAO = _hand("liu-jian-mao-cao")
LONG_CANG = _hand("long-cang")
HAND = (MA_SHAN_ZHENG, ZHI_MANG_XING, LIU_JIAN_MAO_CAO, LONG_CANG)


@lru_cache(maxsize=512)
def loaded(face: Typeface, pixels: int) -> ImageFont.FreeTypeFont:
    """Loads a face at a size in pixels; raises FontMissingError where it is not installed."""
    return ImageFont.truetype(face.path, pixels, index=face.index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20000)
def has_glyph(face: Typeface, character: str) -> bool:
    """Says whether the face draws the character rather than an empty box."""
    if character.isspace():
        return True
    mask = loaded(face, 32).getmask(character)
    return mask.getbbox() is not None and bytes(mask) != bytes(loaded(face, 32).getmask("\ue123"))


def covering(faces: Sequence[Typeface], text: str) -> list[Typeface]:
    """Gives those faces that have every character of the text; the last resort is the plain 楷体."""
    return [face for face in faces if all(has_glyph(face, character) for character in set(text))] or [UKAI]


def _system_font_path(face: Typeface) -> str:
    path = SYSTEM_FONTS / face.file
    if not path.exists():
        raise FontMissingError(f"{path} is missing: run `apt-get install {face.package}`")
    return str(path)


@lru_cache(maxsize=16)
def _hand_font_path(package: str, file: str) -> str:
    roots = [Path(folder) for folder in os.environ.get(HAND_FONTS_VARIABLE, "").split(os.pathsep) if folder]
    for root in [*roots, PROJECT / "node_modules"]:
        if (root / package / file).exists():
            return str(root / package / file)
    raise FontMissingError(
        f"{package} is missing: run `npm ci` in the project's folder, or name another node_modules folder in "
        f"{HAND_FONTS_VARIABLE}"
    )
