"""Seals (印章): where they stand, what they say, and whose they are."""

from ocr.seals.find import SealCandidate, find_seals
from ocr.seals.match import NameMatch, name_match
from ocr.seals.own import owner_of
from ocr.seals.read import SealReading, read_seals

__all__ = ["NameMatch", "SealCandidate", "SealReading", "find_seals", "name_match", "owner_of", "read_seals"]
