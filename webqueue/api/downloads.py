"""Files for programs: originals, page pictures, evidence, lists, summaries, under the permissions of the pages."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from models.database import reading, writing
from models.documents import Page
from models.papers.printing import summary
from models.papers.summary_table import summary_table
from webqueue import permissions
from webqueue.access import load_submission, require
from webqueue.api.cases import queue_filter
from webqueue.api.description import Section, attached, documented_file
from webqueue.api.shapes.cases import ExportQuery
from webqueue.employer.loading import load_attachment, load_recommendation
from webqueue.entrance.signed_in import current_account
from webqueue.evidence.handing_out import bundle_name, hand_out
from webqueue.figures.taking import MIME_TYPES, ListKind, take_along
from webqueue.pictures.loading import document_of
from webqueue.pictures.pages import picture_type
from webqueue.services import services

ANYTHING = "application/octet-stream"
PICTURES = ("image/jpeg", "image/png", "image/webp")
ZIP = "application/zip"
SUMMARIES = {"xlsx": (summary_table, MIME_TYPES[ListKind.EXCEL]), "pdf": (summary, "application/pdf")}


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    document = "/cases/<row:submission_id>/documents/<row:document_id>"
    blueprint.get(document)(download_original)
    blueprint.get(f"{document}/pages/<row:number>")(download_page)
    blueprint.get("/cases/<row:submission_id>/bundle")(download_bundle)
    blueprint.get("/cases/list.<any(csv, xlsx):extension>")(download_list)
    blueprint.get("/applicants/<row:application_id>/attachments/<row:attachment_id>")(download_attachment)
    blueprint.get("/recommendations/<row:recommendation_id>/summary.<any(xlsx, pdf):kind>")(download_summary)


@documented_file(Section.REVIEW, ANYTHING)
def download_original(submission_id: int, document_id: int) -> Response:
    """A document as it was handed in, old versions too. For reviewers, and for the operator of the submission."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        document = document_of(session, submission, document_id)
    return attached(services().store.get(document.sha256), ANYTHING, document.file_name)


@documented_file(Section.REVIEW, *PICTURES)
def download_page(submission_id: int, document_id: int, number: int) -> Response:
    """The picture of a page as it was read; boxes of the checks count its pixels. Pages count from 1."""
    with reading(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        document = document_of(session, submission, document_id)
        page = session.scalars(select(Page).where(Page.document_id == document.id, Page.number == number)).first()
    if page is None:
        raise NotFound
    content = services().store.get(page.sha256)
    kind = picture_type(content)
    return attached(content, kind, f"page{number}.{kind.rpartition('/')[2]}")


@documented_file(Section.REVIEW, ZIP)
def download_bundle(submission_id: int) -> Response:
    """The evidence of a case (证据包) as a ZIP that tells how to check it; taking it is on record."""
    with writing(services().engine) as session:
        submission = load_submission(session, submission_id, current_account())
        require(permissions.may_take_evidence(current_account()))
        return attached(hand_out(session, submission), ZIP, bundle_name(submission))


@documented_file(Section.REVIEW, *MIME_TYPES.values())
def download_list(extension: str, query: ExportQuery) -> Response:
    """The filtered queue as CSV or Excel, up to 20,000 rows; no cell acts as a formula, and taking it is on record."""
    require(permissions.may_take_lists(current_account()))
    with writing(services().engine) as session:
        content = take_along(session, queue_filter(query), ListKind(extension))
    return attached(content, MIME_TYPES[ListKind(extension)], f"queue.{extension}")


@documented_file(Section.APPLICANTS, ANYTHING)
def download_attachment(application_id: int, attachment_id: int) -> Response:
    """An attachment as it was handed in (查看附件)."""
    with reading(services().engine) as session:
        found = load_attachment(session, application_id, attachment_id)
    return attached(services().store.get(found.sha256), ANYTHING, found.file_name)


@documented_file(Section.RECOMMENDATION, *(kind for _, kind in SUMMARIES.values()))
def download_summary(recommendation_id: int, kind: str) -> Response:
    """The summary (推荐上报汇总表) as it was reported, as Excel or PDF."""
    with reading(services().engine) as session:
        found = load_recommendation(session, recommendation_id)
    if found.summary is None or found.summary_hash is None:
        raise NotFound
    make, mimetype = SUMMARIES[kind]
    return attached(make(found.summary, found.summary_hash), mimetype, f"summary-{found.id}.{kind}")
