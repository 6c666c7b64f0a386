"""Pictures, crops and originals."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from models.database import reading, writing
from models.documents import Document, Page
from tests.webqueue.conftest import Visit
from tests.webqueue.pictures import HEIGHT, WIDTH, draw_page
from tests.webqueue.world import World, add_case
from webqueue.pictures.crops import LARGEST_SIDE, crop


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


@pytest.fixture
def page(world: World) -> str:
    submission_id = add_case(world)
    with reading(world.engine) as session:
        found = session.scalars(
            select(Page).join(Document, Document.id == Page.document_id).where(Document.submission_id == submission_id)
        ).first()
    assert found is not None
    return f"/cases/{submission_id}/pages/{found.id}"


def _size(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def test_a_crop_is_the_box_with_a_little_around_it() -> None:
    assert _size(crop(draw_page(), (700, 400, 200, 200)) or b"") == (248, 248)


def test_a_crop_at_the_edge_stays_on_the_page() -> None:
    assert _size(crop(draw_page(), (WIDTH - 50, HEIGHT - 50, 100, 100)) or b"") == (62, 62)


def test_a_large_crop_is_made_smaller() -> None:
    assert max(_size(crop(draw_page(), (0, 0, WIDTH, HEIGHT)) or b"")) == LARGEST_SIDE


@pytest.mark.parametrize("box", [(WIDTH + 500, 0, 10, 10), (0, 0, -5, 5), (0, 0, 5, -5), (-900, -900, 10, 10)])
def test_a_box_beside_the_page_is_no_crop(box: Any) -> None:
    assert crop(draw_page(), box) is None


def test_the_page_is_the_picture_that_was_read(client: FlaskClient, page: str) -> None:
    answer = client.get(page)
    assert answer.mimetype == "image/jpeg"
    assert _size(answer.data) == (WIDTH, HEIGHT)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_crop_is_served(client: FlaskClient, page: str) -> None:
    assert _size(client.get(f"{page}/crop?box=700,400,200,200").data) == (248, 248)


@pytest.mark.parametrize(
    ("box", "status"),
    [
        ("", 400),
        ("1,2,3", 400),
        ("a,b,c,d", 400),
        ("1,2,3,4,5", 400),
        ("5000,5000,1,1", 404),
        ("1" * 5000 + ",1,1,1", 400),
    ],
)
def test_a_senseless_box_is_refused(client: FlaskClient, page: str, box: str, status: int) -> None:
    assert client.get(f"{page}/crop", query_string={"box": box}).status_code == status


def test_a_stored_content_that_is_no_picture_is_not_shown(world: World, client: FlaskClient, page: str) -> None:
    with writing(world.engine) as session:
        for row in session.scalars(select(Page)):
            row.sha256 = world.store.put(b"<script>alert(1)</script>")
    assert client.get(page).status_code == 404


def test_a_picture_that_is_gone_is_said_in_plain_words(world: World, client: FlaskClient, page: str) -> None:
    with writing(world.engine) as session:
        for row in session.scalars(select(Page)):
            row.sha256 = "e" * 64
    answer = client.get(page)
    assert answer.status_code == 500
    assert "从备份中恢复" in answer.text


def test_an_original_can_only_be_saved(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    with reading(world.engine) as session:
        document = session.scalars(select(Document).where(Document.submission_id == submission_id)).first()
    assert document is not None
    answer = client.get(f"/cases/{submission_id}/originals/{document.id}")
    assert answer.data == world.store.get(document.sha256)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_place_of_a_blank_field_is_shown_with_what_is_around_it() -> None:
    piece = crop(draw_page(), (300, 200, 0, 40))
    assert piece is not None
    with Image.open(io.BytesIO(piece)) as picture:
        assert picture.size == (120, 160)
