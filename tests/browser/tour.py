"""The tour of all pages: who opens which address; a test misses a page that is on no tour and has no reason here."""

from __future__ import annotations

TOURS: dict[str, tuple[str, ...]] = {
    "": ("/sign-in", "/register/", "/apply/", "/privacy", "/api/", "/notices/{notice}"),
    "reviewer": (
        "/review/",
        "/review/?state=all",
        "/review/?search=nothing",
        "/review/cases/{flagged}",
        "/review/cases/{green}",
        "/review/cases/{returned}",
        "/review/cases/{approved}",
        "/review/cases/{corrected}",
        "/review/cases/{corrected}/versions",
        "/review/cases/{flagged}/personal",
        "/review/many",
        "/review/filters",
        "/tokens/of/{reviewer}",
        "/second-factor/",
        "/superior/",
        "/superior/{recommendation}",
        "/figures/",
        "/no/such/page",
    ),
    "supervisor": ("/review/", "/review/cases/{flagged}", "/figures/", "/trials/", "/system/"),
    "administrator": (
        "/administration/accounts",
        "/administration/reasons",
        "/administration/years",
        "/administration/webhooks",
        "/superior/units",
        "/opened/",
        "/system/",
        "/api/",
    ),
    "auditor": ("/review/cases/{approved}", "/administration/accounts", "/system/"),
    "operator": (
        "/submissions/",
        "/submissions/{returned}",
        "/submissions/{asked}",
        "/submissions/{corrected}",
        "/submissions/{approved}",
        "/email/",
        "/employer/applicants",
        "/employer/applicants/new",
        "/employer/applicants/{draft}",
        "/employer/applicants/{waiting}",
        "/employer/applicants/{sent_back}",
        "/employer/import",
        "/employer/publicities",
        "/employer/publicities/{planned_publicity}",
        "/employer/publicities/{publicity}",
        "/employer/publicities/{finished_publicity}",
        "/employer/recommendations",
        "/employer/recommendations?year=2026",
        "/employer/recommendations/{recommendation}",
    ),
}
"""By username; nobody's is the empty one. Words in braces are filled in from what the gallery holds."""

AFTER_A_FORM = {"registration.form", "applicant.show", "entrance.code", "entrance.set_up"}
"""Pages that a number, a password or a code opens first; they are visited where those are typed."""

NO_PAGES = {
    "static": "files",
    "health.show": "for programs",
    "health.ready": "for programs",
    "health.metrics": "for programs",
    "api.description": "for programs",
    "language.choose": "leads back",
    "entrance.home": "leads on",
    "entrance.go_outside": "leads on",
    "entrance.come_back": "leads on",
    "entrance.end_outside": "leads on",
    "tokens.own": "leads on",
    "review.progress": "a piece of the case's page",
    "submit.progress": "a piece of the submission's page",
    "registration.progress": "a piece of the registration's page",
    "employer.last_day_of": "a piece of the publicity's page",
    "pictures.page": "a picture",
    "pictures.page_crop": "a picture",
    "pictures.seal": "a picture",
    "pictures.original": "a file to keep",
    "registration.page_picture": "a picture",
    "employer.attachment": "a file to keep",
    "employer.import_template": "a file to keep",
    "employer.summary_file": "a file to keep",
    "notices.print_out": "a file to keep",
}
"""Addresses that show no page of their own, and why."""


def picture_name(person: str, address: str) -> str:
    """The name under which a picture of that page is kept."""
    path, _, query = address.partition("?")
    words = [person or "nobody", *path.strip("/").replace("{", "").replace("}", "").split("/"), query.replace("=", "-")]
    return "-".join(word for word in words if word)
