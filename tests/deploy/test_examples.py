"""What people copy from deploy/ is right: units, containers, cluster, proxy; and the manual explains each of them."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import crossplane
import kubernetes_validate
import pytest
from compose_spec.models import ComposeSpecification, Service

from models.settings import Settings
from tests.deploy.examples import (
    COMMANDS,
    DEPLOY,
    SETTINGS,
    UNITS,
    cluster,
    compose,
    containers,
    pods,
    settings_named_in,
)
from tests.house.project import ROOT

CLUSTER_VERSIONS = ("1.30", "1.34")
MOST_EXPOSED = 2.5
"""Of systemd's own measure from 0 to 10, where a plain service has 9.6."""
EXAMPLES = sorted(
    path
    for folder in ("systemd", "container", "kubernetes", "proxy")
    for path in (DEPLOY / folder).iterdir()
    if path.is_file()
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_explained_and_names_no_setting_that_there_is_not(path: Path) -> None:
    assert settings_named_in(path) <= SETTINGS
    assert str(path.relative_to(ROOT)) in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def _unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # names in units have capitals
    unit.read(path, encoding="utf-8")
    return unit


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_there_is_as_nobody_special(path: Path) -> None:
    service = _unit(path)["Service"]
    command = re.search(r"/opt/zhenghe/\.venv/bin/zhenghe ([a-z]+)", service["ExecStart"])
    assert command is not None
    assert command[1] in COMMANDS
    assert service["User"] == "zhenghe"
    assert service["ProtectSystem"] == "strict"
    assert "MemoryDenyWriteExecute" not in service, "the reading engine compiles its kernels"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_takes_a_unit_without_a_word_and_finds_it_closed(path: Path, tmp_path: Path) -> None:
    # The program and the user are those of the machine that it is for.
    text = path.read_text(encoding="utf-8").replace("/opt/zhenghe/.venv/bin/zhenghe", "/bin/true")
    unit = tmp_path / path.name
    unit.write_text(re.sub(r"(?m)^(User|Group)=.*$", r"\1=root", text), encoding="utf-8")
    timer = path.with_suffix(".timer")
    units = [unit, *([Path(shutil.copy(timer, tmp_path))] if timer.exists() else [])]
    said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")
    measured = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", unit],
        capture_output=True,
        text=True,
        check=False,
    )
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", measured.stdout)
    assert exposure is not None, measured.stderr
    assert float(exposure[1]) <= MOST_EXPOSED


def test_the_compose_file_is_one_and_names_nothing_that_there_is_not() -> None:
    ComposeSpecification.model_validate(compose())
    services, volumes = compose()["services"], set(compose()["volumes"])
    for name, service in services.items():
        assert set(service) <= set(Service.model_fields), name
        assert set(service.get("depends_on", ())) <= set(services), name
        named = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert {volume for volume in named if not volume.startswith(".")} <= volumes, name
        if service["image"] == "zhenghe":
            assert service["command"][0] in COMMANDS, name
            assert {key for key in service["environment"] if key.startswith("ZHENGHE")} <= SETTINGS, name


def test_the_compose_file_opens_this_machine_alone_and_keeps_no_password() -> None:
    for name, service in compose()["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY(S?)$", key) and key != "AWS_ACCESS_KEY_ID":
                assert "${" in value, (name, key)
    asked = set(re.findall(r"\$\{(\w+):\?\}", (DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8")))
    given = set(re.findall(r"(?m)^(\w+)=", (DEPLOY / "container" / "settings.env").read_text(encoding="utf-8")))
    assert asked == given


def test_the_image_is_made_of_what_there_is() -> None:
    text = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert all((ROOT / name).exists() for names in copied for name in names)
    assert "--require-hashes" in text
    assert re.search(r"(?m)^USER 1\d{4}$", text)
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    installed = re.search(r"--no-install-recommends (.+?) \\", text)
    assert installed is not None
    assert all(f"`{package}`" in operations for package in installed[1].split() if package != "tini")


@pytest.mark.parametrize("version", CLUSTER_VERSIONS)
def test_a_cluster_takes_the_example(version: str) -> None:
    for thing in cluster():
        kubernetes_validate.validate(thing, version, strict=True)


def test_what_runs_in_the_cluster_finds_what_it_names() -> None:
    known = {(thing["kind"], thing["metadata"]["name"]) for thing in cluster()}
    for name, container in containers():
        assert container["args"][0] in COMMANDS, name
        for source in container["envFrom"]:
            kind = "Secret" if "secretRef" in source else "ConfigMap"
            assert (kind, next(iter(source.values()))["name"]) in known, name
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert not container["securityContext"]["allowPrivilegeEscalation"]
    for name, pod in pods():
        volumes = {volume["name"] for volume in pod["volumes"]}
        used = {mount["name"] for _, one in containers() for mount in one["volumeMounts"] if _ == name}
        assert used == volumes, name
        assert pod["securityContext"]["runAsNonRoot"]
        claims = {
            volume["persistentVolumeClaim"]["claimName"]
            for volume in pod["volumes"]
            if "persistentVolumeClaim" in volume
        }
        assert {("PersistentVolumeClaim", claim) for claim in claims} <= known


def test_services_and_doors_of_the_cluster_lead_somewhere() -> None:
    labels = {
        thing["spec"]["template"]["metadata"]["labels"]["app"]
        for thing in cluster()
        if thing["kind"] in ("Deployment", "Job")
    }
    services = {thing["metadata"]["name"]: thing["spec"] for thing in cluster() if thing["kind"] == "Service"}
    assert {spec["selector"]["app"] for spec in services.values()} <= labels
    (ingress,) = (thing for thing in cluster() if thing["kind"] == "Ingress")
    backends = [
        path["backend"]["service"]["name"] for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]
    ]
    assert backends == ["pages"]
    (policy,) = (thing for thing in cluster() if thing["kind"] == "NetworkPolicy")
    (source,) = policy["spec"]["ingress"][0]["from"]
    (expression,) = source["podSelector"]["matchExpressions"]
    assert set(expression["values"]) == labels - {"engine"}


def test_the_proxy_lets_the_largest_documents_through_and_tells_people_why_not_and_nobody_measurements() -> None:
    text = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    most = re.search(r"client_max_body_size (\d+)m;", text)
    assert most is not None
    assert int(most[1]) > 2 * Settings.model_fields["largest_file_megabytes"].default
    assert re.search(r"location = /metrics \{\s+return 404;", text)
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert set(re.findall(r"error_page ([\d ]+) @", text)) == {"413", "502 503 504"}, "nginx has no words of ours"


def test_nginx_knows_every_directive_of_the_example_where_it_stands(tmp_path: Path) -> None:
    text = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    example = tmp_path / "nginx.conf"
    example.write_text(f"events {{}} http {{ {text} }}", encoding="utf-8")
    assert crossplane.parse(str(example), strict=True, single=True)["errors"] == []
    example.write_text(f"events {{}} {text}", encoding="utf-8")
    assert crossplane.parse(str(example), strict=True, single=True)["errors"] != []
