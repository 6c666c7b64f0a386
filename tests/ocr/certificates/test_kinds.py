"""Each kind of certificate: its fields are found beside the labels that it bears, and it is taken for no other kind."""

from __future__ import annotations

from itertools import combinations

import pytest

from models.findings import DocumentType, TextLine
from ocr.certificates import KINDS, CertificateKind, read_certificate
from tests.ocr.printed import line

NAME = "岳阳市示例技术有限公司"
VALUES = {
    "unit_name": NAME,
    "person": "张三",
    "address": "湖南省岳阳市岳阳楼区示例路8号",
    "authority": "岳阳市示例登记局",
    "validity": "2024年01月01日至2029年12月31日",
}
ROLE_OF_NAME = {"unit_name": "name"}
"""Every other field is called as its labels are."""

every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.type.value)


def labels_of(kind: CertificateKind, field: str) -> tuple[str, ...]:
    labels: tuple[str, ...] = getattr(kind, ROLE_OF_NAME.get(field, field))
    return labels


def printed(kind: CertificateKind, chosen: int = 0, gap: str = "") -> list[TextLine]:
    """A face with all five fields, each beside the label of the kind's that is `chosen`, or beside its last one."""
    lines = [line(kind.titles[0], x=500, y=20, height=80)]
    for row, (field, value) in enumerate(VALUES.items()):
        labels = labels_of(kind, field)
        label = line(gap.join(labels[min(chosen, len(labels) - 1)]), x=100, y=200 + 80 * row)
        lines += [label, line(value, x=160 + label.box[2], y=200 + 80 * row)]
    return lines


def test_every_type_of_certificate_has_its_kind() -> None:
    assert set(KINDS) == {type_ for type_ in DocumentType if type_.is_certificate}


@pytest.mark.parametrize("chosen", range(3))
@every_kind
def test_all_fields_are_read_whichever_of_its_labels_the_kind_bears(kind: CertificateKind, chosen: int) -> None:
    found = read_certificate(printed(kind, chosen), kind.type)
    assert {field: reading.text for field, reading in found.items()} == VALUES


@every_kind
def test_labels_may_be_spread_out(kind: CertificateKind) -> None:
    found = read_certificate(printed(kind, gap="　"), kind.type)
    assert {field: reading.text for field, reading in found.items()} == VALUES


@every_kind
def test_a_field_without_its_label_is_left_out(kind: CertificateKind) -> None:
    found = read_certificate(printed(kind)[:3], kind.type)
    assert {field: reading.text for field, reading in found.items()} == {"unit_name": NAME}


@every_kind
def test_a_name_of_three_lines_is_read_whole(kind: CertificateKind) -> None:
    long = "岳阳市示例街道办事处示例社区示例"
    lines = [
        line(kind.name[0], x=100, y=200),
        *(line(long, x=320, y=200 + 45 * row) for row in range(2)),
        line("服务中心", x=320, y=290),
        line(kind.person[0], x=100, y=400),
        line("张三", x=320, y=400),
    ]
    found = read_certificate(lines, kind.type)
    assert found["unit_name"].text == long * 2 + "服务中心"
    assert found["person"].text == "张三"


def test_no_two_kinds_share_a_title() -> None:
    for first, second in combinations(KINDS.values(), 2):
        assert not {*first.titles} & {*second.titles}


def test_only_an_institutions_certificate_always_bears_a_term() -> None:
    assert [kind.type for kind in KINDS.values() if kind.always_valid_until] == [DocumentType.INSTITUTION_CERTIFICATE]
