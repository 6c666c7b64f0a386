"""The bundle's files, in one ZIP that tells how to check it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator

from sqlalchemy.orm import Session

from models.documents import Page
from models.findings import Verdict
from models.store import Store
from webqueue.cases.case import Case
from webqueue.evidence.records import case_record, chain_record
from webqueue.evidence.summary import summary
from webqueue.pictures.crops import crop

_EXTENSIONS = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"RIFF": "webp"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in the ZIP, so that the same case gives the same bytes."""

HOW_TO_CHECK = """证据包说明 How to check this bundle

summary.pdf       摘要 a readable summary
case.json         申请、核验结论、审核决定 the case, what the checks concluded, what was decided
events.json       办理记录 the events, each bound to the one before it
originals/        提交的原文件 the files as they were handed in, named by their SHA-256
pages/            审核时所见的页面图片 the page pictures that were read and that the reviewer saw
evidence/         核验依据的截图 the places on the pages that the checks speak of
seals/            印文展开图 the unrolled rings of the seals
SHA256SUMS        以上各文件的校验值 the hashes of all files above

1. sha256sum -c SHA256SUMS
   每个文件都应为 OK。Every file must be OK.
2. originals/ 中每个文件的 SHA-256 就是它的文件名，也写在 case.json 的 documents 中。
   The SHA-256 of each file in originals/ is its name, and stands in the documents of case.json.
3. events.json: 每条记录的 hash 等于其 content 的 SHA-256（JSON，键排序，无空格，UTF-8）；content 的最后一项
   等于上一条的 hash，第一条为64个0。
   The hash of each event is the SHA-256 of its content as JSON (sorted keys, no spaces, UTF-8). The last item of
   content is the hash of the event before; 64 zeros for the first one.
"""


def write_bundle(session: Session, store: Store, case: Case, time_zone: str) -> bytes:
    """The bundle of `case` as a ZIP. Raises ContentMissing where a stored content is gone."""
    files = dict(_files(session, store, case, time_zone))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _files(session: Session, store: Store, case: Case, time_zone: str) -> Iterator[tuple[str, bytes]]:
    record, chain = case_record(session, case), chain_record(session, case.submission)
    yield "README.txt", HOW_TO_CHECK.encode()
    yield "case.json", _json(record)
    yield "events.json", _json(chain)
    yield "summary.pdf", summary(case, chain, time_zone)
    for versions in case.versions.values():
        for document in versions:
            yield f"originals/{document.sha256}", store.get(document.sha256)
            for page in document.pages:
                picture = store.get(session.get_one(Page, page.id).sha256)
                name = f"{document.slot}-revision{document.revision}-page{page.number}"
                yield f"pages/{name}.{_extension(picture)}", picture
    yield from _crops(session, store, case)
    for seal in case.seals:
        if seal.seal.unrolled:
            ring = store.get(seal.seal.unrolled)
            yield f"seals/{seal.number}.{_extension(ring)}", ring


def _crops(session: Session, store: Store, case: Case) -> Iterator[tuple[str, bytes]]:
    for check in case.checks:
        if check.verdict is Verdict.NOT_CHECKED:
            continue
        for number, place in enumerate(check.places, 1):
            if place.box is None:
                continue
            piece = crop(store.get(session.get_one(Page, place.page.id).sha256), place.box)
            if piece is not None:
                yield f"evidence/{check.id}-{number}.jpg", piece


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _extension(picture: bytes) -> str:
    return next((extension for start, extension in _EXTENSIONS.items() if picture.startswith(start)), "bin")
