"""Signs of tampering or reuse (篡改或重复使用的迹象): what a file and its pictures tell beside what stands on them.

Each asks a person to look, or is only told; none is a verdict.
"""

from ocr.integrity.noticing import with_signs

__all__ = ["with_signs"]
