"""What sets one kind of registration certificate (单位登记证书) apart: its titles, and its fields' labels."""

from __future__ import annotations

from dataclasses import dataclass

from models.findings import DocumentType


@dataclass(frozen=True)
class CertificateKind:
    """A kind of certificate; each group of labels is in the order in which they are looked for."""

    type: DocumentType
    titles: tuple[str, ...]
    """Any of them, in large characters, makes a document one of this kind."""
    name: tuple[str, ...]
    person: tuple[str, ...]
    address: tuple[str, ...]
    authority: tuple[str, ...]
    validity: tuple[str, ...]
    others: tuple[str, ...] = ()
    """Further labels, which only end the values before them."""
    always_valid_until: bool = False
    """Whether every certificate of this kind bears a term of validity."""

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels of this kind."""
        return (
            *self.name,
            *self.person,
            *self.address,
            *self.authority,
            *self.validity,
            *self.others,
            "统一社会信用代码",
        )
