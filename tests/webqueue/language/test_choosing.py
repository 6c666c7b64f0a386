"""Which language a page speaks, and the way back from the switch."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from models.settings import PageLanguage
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World, add_case, make_world
from webqueue.application import create_application


def _language(client: FlaskClient, address: str = "/sign-in", **headers: str) -> str:
    """The `lang` attribute of the page."""
    found = re.search(r'<html lang="([^"]+)">', client.get(address, headers=headers).get_data(as_text=True))
    assert found is not None
    return found[1]


def _switch(client: FlaskClient, address: str) -> str:
    """Where the page's switch leads: the address of the language's link, and from there back."""
    page = client.get(address).get_data(as_text=True)
    (link,) = re.findall(r'<a class="language" href="([^"]+)"', page)
    return str(client.get(link.replace("&amp;", "&")).location)


def test_pages_speak_chinese_until_somebody_chooses(visit: Visit) -> None:
    assert _language(visit(""), accept_language="en") == "zh-CN"


def test_the_choice_is_kept_by_the_browser(visit: Visit) -> None:
    client = visit("")
    answer = client.get("/language/en")
    for part in ("language=en", "HttpOnly", "SameSite=Lax", "Max-Age=31536000"):
        assert part in answer.headers["Set-Cookie"]
    assert _language(client) == "en"
    client.get("/language/zh")
    assert _language(client) == "zh-CN"


def test_the_choice_is_kept_by_the_sign_in_where_the_browser_lost_it(visit: Visit) -> None:
    client = visit("reviewer")
    client.get("/language/en")
    client.delete_cookie("language")
    assert _language(client, "/review/") == "en"


def test_a_broken_choice_is_none(visit: Visit) -> None:
    client = visit("")
    client.set_cookie("language", "xx")
    assert _language(client) == "zh-CN"
    assert client.get("/language/xx").status_code == 404


@pytest.mark.parametrize(
    ("setting", "asked", "spoken"),
    [
        (PageLanguage.ENGLISH, "zh-CN", "en"),
        (PageLanguage.BROWSER, "en-GB,en;q=0.8", "en"),
        (PageLanguage.BROWSER, "zh-CN,zh;q=0.9,en;q=0.5", "zh-CN"),
        (PageLanguage.BROWSER, "fr", "zh-CN"),
    ],
)
def test_a_setting_says_what_is_spoken_before(tmp_path: Path, setting: PageLanguage, asked: str, spoken: str) -> None:
    application = create_application(make_world(tmp_path, language=setting).settings)
    assert _language(application.test_client(), accept_language=asked) == spoken


def test_cookies_go_over_https_alone_where_the_setting_says_so(tmp_path: Path) -> None:
    application = create_application(make_world(tmp_path, secure_cookies=True).settings)
    assert "Secure" in application.test_client().get("/language/en").headers["Set-Cookie"]


def test_the_switch_stands_on_every_page_and_leads_back_to_it(world: World, visit: Visit) -> None:
    case = add_case(world)
    addresses = {
        "": ["/sign-in?next=/review/", "/register/", "/apply/"],
        "reviewer": [f"/review/cases/{case}?check=form"],
    }
    for person, pages in addresses.items():
        client = visit(person)
        for address in pages:
            assert _switch(client, address) == address


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/review/cases/1/decision", "/review/cases/1"),
        ("/register/fields/mobile", "/register"),
        ("/figures", "/figures"),
        ("/no/such/page", "/"),
        ("//elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_from_a_page_that_cannot_be_opened_again_it_leads_to_the_nearest(visit: Visit, address: str, back: str) -> None:
    assert visit("").get("/language/en", query_string={"next": address}).location == back


def test_errors_speak_the_language_of_the_page(visit: Visit) -> None:
    client = visit("")
    client.get("/language/en")
    wrong = client.post("/sign-in", data={"username": "nobody", "password": "x"}).get_data(as_text=True)
    assert "Wrong username or password" in wrong
