"""The gate: nothing is shown to anybody who has not signed in, apart from a short list."""

from __future__ import annotations

from flask import Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webqueue.api.errors import TokenMissing
from webqueue.api.problems import is_for_programs
from webqueue.services import services
from webqueue.typed_words import typed_words

REGISTRATION = frozenset(
    f"registration.{page}"
    for page in (
        "start",
        "begin",
        "come_back",
        "form",
        "fill",
        "check_field",
        "upload",
        "progress",
        "page_picture",
        "save",
        "submit",
        "withdraw",
        "register_again",
        "leave",
    )
)
"""Whoever registers has no account yet; the pages ask for the registration's number and code instead."""
NOTICES = frozenset({"notices.show", "notices.print_out"})
"""A publicity (公示) is for everybody."""
APPLICANTS = frozenset(
    f"applicant.{page}" for page in ("start", "come_back", "show", "edit", "attach", "detach", "submit", "leave")
)
"""Applicants have no account; the pages ask for the code that their employer gave them."""
PROGRAMS = frozenset({"health.show", "health.ready", "health.metrics"})
"""For programs that watch over the queue; the last of them asks for a token of its own."""
PRIVACY = frozenset({"privacy.notice"})
"""Whoever types something may read first what becomes of it."""
API_DESCRIPTION = frozenset({"api.description", "api.document"})
"""What the API is like is no secret."""
API_REGISTRATION = frozenset(
    f"api.v1.{handler}"
    for handler in (
        "begin_registration",
        "show_registration",
        "fill_registration",
        "upload_documents",
        "save_registration",
        "submit_registration",
        "withdraw_registration",
        "register_again",
    )
)
"""As in the pages, whoever registers shows the registration's number and code instead."""
ENTRANCE = frozenset(
    f"entrance.{page}"
    for page in (
        "sign_in",
        "take_sign_in",
        "code",
        "take_code",
        "set_up",
        "take_set_up",
        "go_outside",
        "come_back",
        "end_outside",
    )
)
"""The way in; the code's pages ask for a right password first, and the others for a provider in the settings."""
PUBLIC = (
    frozenset({"static", "language.choose"})
    | ENTRANCE
    | PROGRAMS
    | REGISTRATION
    | NOTICES
    | APPLICANTS
    | API_DESCRIPTION
    | API_REGISTRATION
    | PRIVACY
)
TAKES_FILES = frozenset(
    {
        "submit.replace_files",
        "registration.upload",
        "employer.attach",
        "employer.import_table",
        "applicant.attach",
        "administration.add_calendar",
    }
)
API_TAKES_FILES = frozenset(
    f"api.v1.{handler}" for handler in ("submit", "replace", "upload_documents", "attach_file", "import_applicants")
)
MEGABYTE = 1024 * 1024


def install(application: Flask) -> None:
    """Ask at the gate before anything else."""
    application.before_request(_ask_at_gate)


def largest_upload(megabytes: int) -> int:
    """Bytes of a request that brings a file into both slots, each as large as is allowed."""
    return (2 * megabytes + 1) * MEGABYTE


def _ask_at_gate() -> ResponseReturnValue | None:
    if request.endpoint not in PUBLIC and not current_user.is_authenticated:
        return _ask_to_sign_in()
    if request.endpoint in TAKES_FILES | API_TAKES_FILES:
        request.max_content_length = largest_upload(services().settings.largest_file_megabytes)
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    if is_for_programs(request):
        raise TokenMissing
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": url_for("entrance.sign_in")})
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("entrance.sign_in", next=request.full_path.rstrip("?")))
    return render_template("signed_out.html", kept=typed_words(request)), 401
