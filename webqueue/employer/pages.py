"""The blueprint of the employer's steps; each handler loads what is the employer's own, and acts."""

from __future__ import annotations

from flask import Blueprint

from webqueue.employer import applicants, publicities, recommendations, reviews, table_import


def pages() -> Blueprint:
    """All pages of the employer."""
    blueprint = Blueprint("employer", __name__, url_prefix="/employer")
    _applicants(blueprint)
    _publicities(blueprint)
    _recommendations(blueprint)
    return blueprint


def _applicants(blueprint: Blueprint) -> None:
    one = "/applicants/<row:application_id>"
    blueprint.get("/applicants")(applicants.applicants)
    blueprint.get("/applicants/new")(applicants.new_applicant)
    blueprint.post("/applicants")(applicants.enter)
    blueprint.get(one)(applicants.applicant)
    blueprint.post(one)(applicants.edit)
    blueprint.post(f"{one}/attachments")(applicants.attach)
    blueprint.get(f"{one}/attachments/<row:attachment_id>")(applicants.attachment)
    blueprint.post(f"{one}/attachments/<row:attachment_id>/removal")(applicants.detach)
    blueprint.post(f"{one}/submission")(applicants.hand_in)
    blueprint.post(f"{one}/review")(reviews.review)
    blueprint.post(f"{one}/<any(reopen, correct, turn_back):way>")(reviews.send_back)
    blueprint.get("/import")(table_import.import_page)
    blueprint.post("/import")(table_import.import_table)
    blueprint.get("/import/template")(table_import.import_template)


def _publicities(blueprint: Blueprint) -> None:
    one = "/publicities/<row:batch_id>"
    blueprint.get("/publicities")(publicities.publicities)
    blueprint.post("/publicities")(publicities.new_publicity)
    blueprint.get(one)(publicities.publicity)
    blueprint.get(f"{one}/last-day")(publicities.last_day_of)
    blueprint.post(f"{one}/publish")(publicities.publish)
    blueprint.post(f"{one}/cancel")(publicities.cancel)
    blueprint.post(f"{one}/results")(publicities.save_results)
    blueprint.post(f"{one}/objections")(publicities.record_objection)
    blueprint.post(f"{one}/objections/<row:objection_id>")(publicities.resolve_objection)


def _recommendations(blueprint: Blueprint) -> None:
    one = "/recommendations/<row:recommendation_id>"
    blueprint.get("/recommendations")(recommendations.recommendations)
    blueprint.post("/recommendations/check")(recommendations.check_recommendation)
    blueprint.post("/recommendations")(recommendations.report)
    blueprint.get(one)(recommendations.recommendation)
    blueprint.post(f"{one}/withdrawal")(recommendations.withdraw)
    blueprint.get(f"{one}/summary.<any(xlsx, pdf):kind>")(recommendations.summary_file)
