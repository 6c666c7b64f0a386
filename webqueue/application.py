"""The front door: builds the application from settings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect

from models.areas import use_areas
from models.database import connect
from models.privacy.keys import use_keys
from models.review_reasons import use_review_reasons
from models.settings import Settings
from models.store import Store
from webqueue import gate, headers, problems, template_words
from webqueue.administration import pages as administration_pages
from webqueue.api import callers
from webqueue.api.pages import api
from webqueue.applicant import pages as applicant_pages
from webqueue.email_address import pages as email_address_pages
from webqueue.employer import pages as employer_pages
from webqueue.entrance import outside, signed_in
from webqueue.entrance import pages as entrance_pages
from webqueue.entrance.authentication import Authentication
from webqueue.entrance.second_step import SecondStep
from webqueue.evidence import pages as evidence_pages
from webqueue.figures import pages as figure_pages
from webqueue.health import health
from webqueue.language import choosing as language
from webqueue.launching import engine_answers, launch, launch_trial
from webqueue.notices import pages as notice_pages
from webqueue.pictures import pages as picture_pages
from webqueue.privacy import pages as privacy_pages
from webqueue.registration import administering
from webqueue.registration import pages as registration_pages
from webqueue.review import pages as review_pages
from webqueue.row_numbers import RowNumber
from webqueue.second_factor import pages as second_factor_pages
from webqueue.secret_key import secret_key
from webqueue.services import Services
from webqueue.submit import pages as submit_pages
from webqueue.superior import pages as superior_pages
from webqueue.system import metrics
from webqueue.system import pages as system_pages
from webqueue.tokens import pages as token_pages
from webqueue.trials import pages as trial_pages

LARGEST_FORM_BYTES = 256 * 1024
"""Of a request without files."""


def create_application(
    settings: Settings,
    start_verification: Callable[[int], bool] = launch,
    engine_answers: Callable[[], bool] = engine_answers,
    start_trial: Callable[[int], bool] = launch_trial,
) -> Flask:
    """The application; `start_verification` begins the reading of a submission and says whether it could."""
    use_areas(settings.areas)
    use_review_reasons(settings.review_reasons)
    use_keys(settings)
    application = Flask(__name__)
    _configure(application, settings)
    made = application.extensions["zhenghe"] = Services(
        settings=settings,
        engine=connect(settings.database),
        store=Store(settings.store),
        start_verification=start_verification,
        start_trial=start_trial,
        authentication=Authentication(),
        second_step=SecondStep(),
        engine_answers=engine_answers,
    )
    application.url_map.converters["row"] = RowNumber
    metrics.install(application, made.engine, settings)
    # Uploads are spooled into temporary files, which are gone with the request.
    application.teardown_request(_close_request)
    # The gate is asked before the forgery check, so that an expired sign-in is told as what it is.
    gate.install(application)
    forgery_check = CSRFProtect(application)
    signed_in.install(application)
    outside.install(application, settings)
    callers.install(application)
    language.install(application)
    headers.install(application)
    problems.install(application)
    template_words.install(application)
    _add_pages(application)
    application.register_blueprint(api())
    for endpoint, view in application.view_functions.items():
        if endpoint.startswith("api."):
            # A forged request cannot carry a token, and no cookie opens the API.
            forgery_check.exempt(view)
    return application


def _add_pages(application: Flask) -> None:
    for pages in (
        entrance_pages.pages(),
        language.pages(),
        review_pages.pages(),
        submit_pages.pages(),
        administration_pages.pages(),
        evidence_pages.pages(),
        figure_pages.pages(),
        picture_pages.pages(),
        privacy_pages.pages(),
        registration_pages.pages(),
        second_factor_pages.pages(),
        email_address_pages.pages(),
        administering.pages(),
        employer_pages.pages(),
        applicant_pages.pages(),
        notice_pages.pages(),
        superior_pages.pages(),
        system_pages.pages(),
        token_pages.pages(),
        trial_pages.pages(),
        health(),
    ):
        application.register_blueprint(pages)


def _close_request(_error: BaseException | None) -> None:
    request.close()


def _configure(application: Flask, settings: Settings) -> None:
    application.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="zhenghe",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=dt.timedelta(minutes=settings.session_minutes),
        # A form stays good as long as the sign-in: a long opinion is never lost to a shorter clock.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_FORM_BYTES,
    )
    application.jinja_env.trim_blocks = True
    application.jinja_env.lstrip_blocks = True
