"""Pictures and originals, each asked for under the submission that it belongs to."""

from __future__ import annotations

import io

from flask import Blueprint, Response, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from models.database import reading
from models.findings import BoxValue
from webqueue.access import load_submission
from webqueue.entrance.signed_in import current_account
from webqueue.headers import FILE_POLICY
from webqueue.pictures.crops import crop
from webqueue.pictures.loading import document_of, has_unrolled_seal, page_of
from webqueue.services import services

_PICTURE_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


def pages() -> Blueprint:
    """The blueprint of the pictures."""
    blueprint = Blueprint("pictures", __name__, url_prefix="/cases/<row:submission_id>")
    blueprint.get("/pages/<row:page_id>")(page)
    blueprint.get("/pages/<row:page_id>/crop")(page_crop)
    blueprint.get("/seals/<string(length=64):sha256>")(seal)
    blueprint.get("/originals/<row:document_id>")(original)
    return blueprint


def page(submission_id: int, page_id: int) -> ResponseReturnValue:
    """The picture of a page, as it was read."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        sha256 = page_of(session, submission, page_id).sha256
    return _picture(services().store.get(sha256))


def page_crop(submission_id: int, page_id: int) -> ResponseReturnValue:
    """The piece of a page that `box=x,y,width,height` names, in pixels of its picture."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        sha256 = page_of(session, submission, page_id).sha256
    piece = crop(services().store.get(sha256), _asked_box())
    if piece is None:
        raise NotFound
    return _picture(piece)


def seal(submission_id: int, sha256: str) -> ResponseReturnValue:
    """The unrolled ring of a seal."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        if not has_unrolled_seal(session, submission, sha256):
            raise NotFound
    return _picture(services().store.get(sha256))


def original(submission_id: int, document_id: int) -> ResponseReturnValue:
    """A file as it came; only ever to be saved, never shown, since it comes from outside."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        document = document_of(session, submission, document_id)
    response = send_file(
        io.BytesIO(services().store.get(document.sha256)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=document.file_name,
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response


def _asked_box() -> BoxValue:
    try:
        left, top, width, height = (int(part) for part in request.args.get("box", "").split(","))
    except ValueError as error:
        raise BadRequest from error
    return left, top, width, height


def picture_type(content: bytes) -> str:
    """The media type of a stored picture; raises NotFound for what is none."""
    kind = next((kind for start, kind in _PICTURE_TYPES.items() if content.startswith(start)), None)
    if kind is None:
        raise NotFound
    return kind


def _picture(content: bytes) -> Response:
    return Response(content, mimetype=picture_type(content), headers={"Content-Security-Policy": FILE_POLICY})
