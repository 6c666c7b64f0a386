"""Behind the proxy of deploy/: a real nginx says where a request comes from, whatever its sender says of that."""

from __future__ import annotations

import datetime as dt
import getpass
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from flows.engine_server import free_port
from flows.tied_process import tied
from tests.deploy.examples import DEPLOY
from tests.serving import served
from tests.webqueue.world import PASSWORD, World
from webqueue.application import create_application
from webqueue.entrance.throttle import MOST_FAILURES

Browser = Callable[[str], httpx.Client]
"""Gives a browser on that address of this machine."""
HERE, THERE = "127.0.0.1", "127.0.0.2"
_NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_TRIES_TO_CONNECT = 10

# Its package starts a server on the machine, so that `make test` does not install it; `.ci/run` does.
pytestmark = pytest.mark.skipif(_NGINX is None, reason="no nginx is installed")


@pytest.fixture
def browser(world: World, tmp_path: Path) -> Iterator[Browser]:
    """Browsers before an nginx that is set up as the example says, but for ports and certificate."""
    application = create_application(world.settings.model_copy(update={"trusted_proxy": HERE}))
    port = free_port()
    with served(application) as pages:
        _set_up(tmp_path, port, urlsplit(pages).netloc)
        nginx = subprocess.Popen(tied([_NGINX or "", "-p", str(tmp_path), "-e", "stderr", "-c", "nginx.conf"]))
        try:
            yield lambda address: httpx.Client(
                base_url=f"https://{HERE}:{port}",
                transport=httpx.HTTPTransport(verify=False, local_address=address, retries=_TRIES_TO_CONNECT),
            )
        finally:
            nginx.terminate()
            nginx.wait()


def _set_up(folder: Path, port: int, pages: str) -> None:
    example = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    for there, here in {
        "127.0.0.1:8600": pages,
        "listen 443 ssl": f"listen {HERE}:{port} ssl",
        "listen 80": f"listen {HERE}:{free_port()}",
        "/etc/ssl/zhenghe": str(folder),
    }.items():
        assert there in example
        example = example.replace(there, here)
    example = re.sub(r"listen \[::\].*", "", example)
    places = " ".join(f"{name}_temp_path {folder / name};" for name in _TEMPORARY)
    outside = f"user {getpass.getuser()}; daemon off; pid {folder / 'pid'};"
    (folder / "nginx.conf").write_text(f"{outside} events {{}} http {{ access_log off; {places} {example} }}", "utf-8")
    _make_certificate(folder)


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "zhenghe.example")])
    today = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(secret)


def _sign_in(client: httpx.Client, password: str, **headers: str) -> int:
    """As a browser does it: with the form's token, and the page that the form is from."""
    form = client.get("/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.text)
    fields = {"csrf_token": token[1] if token else "", "username": "reviewer", "password": password}
    return client.post("/sign-in", data=fields, headers={"Referer": str(form.url), **headers}).status_code


def test_guessing_is_slowed_down_by_where_it_comes_from_and_not_by_what_it_says_of_that(browser: Browser) -> None:
    with browser(HERE) as guesser, browser(THERE) as colleague:
        assert [_sign_in(guesser, "wrong") for _ in range(MOST_FAILURES)] == [401] * MOST_FAILURES
        assert _sign_in(guesser, PASSWORD) == 429
        assert _sign_in(guesser, PASSWORD, **{"X-Forwarded-For": THERE}) == 429
        assert _sign_in(colleague, PASSWORD, **{"X-Forwarded-For": HERE}) == 302


def test_nobody_beyond_the_proxy_is_told_the_measurements(browser: Browser) -> None:
    with browser(HERE) as client:
        assert client.get("/metrics").status_code == 404
        assert client.get("/health").status_code == 200
