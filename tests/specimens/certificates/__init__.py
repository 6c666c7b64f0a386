"""The faces of registration certificates (登记证书), one module for each family."""

import random
from collections.abc import Callable

from tests.specimens.certificates.business_licence import (
    print_electronic_notice,
    print_landscape_licence,
    print_portrait_licence,
)
from tests.specimens.certificates.public_body import print_public_body_certificate
from tests.specimens.sheet import Frame
from tests.specimens.units import Unit

__all__ = [
    "CERTIFICATES",
    "COMMON_FACES",
    "DOCUMENT_TYPES",
    "FACES_WITH_TERM",
    "face_size",
    "print_electronic_notice",
    "print_face",
]
LANDSCAPE = (297.0, 210.0)
PORTRAIT = (210.0, 297.0)
DOCUMENT_TYPES = {
    "licence_landscape": "business_licence",
    "licence_portrait": "business_licence",
    "institution": "institution_certificate",
    "social_organisation": "social_organisation_certificate",
    "private_non_enterprise": "private_non_enterprise_certificate",
    "foundation": "foundation_certificate",
    "credit_code_certificate": "credit_code_certificate",
}
CERTIFICATES = tuple(DOCUMENT_TYPES)
FACES_WITH_TERM = ("institution", "social_organisation", "private_non_enterprise", "foundation")
COMMON_FACES = ("licence_landscape",) * 5 + ("licence_portrait",) * 2 + CERTIFICATES[2:]
"""Faces as often as they come."""


def face_size(certificate: str) -> tuple[float, float]:
    """Gives width and height of a certificate's face in millimetres."""
    return PORTRAIT if certificate == "licence_portrait" else LANDSCAPE


def print_face(chance: random.Random, frame: Frame, unit: Unit, embeddable_only: bool) -> None:
    """Prints the unit's certificate into the frame; what stands where goes into the sheet's boxes."""
    printers: dict[str, Callable[[random.Random, Frame, Unit, bool], None]] = {
        "licence_landscape": print_landscape_licence,
        "licence_portrait": print_portrait_licence,
    }
    printers.get(unit.certificate, print_public_body_certificate)(chance, frame, unit, embeddable_only)
