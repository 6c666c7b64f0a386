"""Where a run works: PostgreSQL, a store that speaks as S3 does, keys, and the settings that name them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from cryptography.fernet import Fernet
from s3fs import S3FileSystem
from sqlalchemy import create_engine, text

from flows.engine_server import free_port
from flows.tied_process import tied
from flows.workplace import Workplace, open_workplace
from models.settings import load_settings
from tests.models.postgresql import Cluster, installed_programs

LOOPBACK = "127.0.0.1"
BUCKET = "zhenghe"
PROJECT = Path(__file__).resolve().parents[3]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Place:
    """What all processes of a run are told by their environment."""

    address: str
    """Where PostgreSQL and the store listen."""
    environment: dict[str, str]
    engine_records: str
    """Where the Prefect server keeps its records."""
    database_server: int
    """The number of its first process."""

    def open(self, **more: str) -> Workplace:
        """The workplace in this process."""
        os.environ.update({**self.environment, **more})
        return open_workplace(load_settings())


@contextmanager
def places(folder: Path, address: str = LOOPBACK, network: str = "") -> Iterator[Place]:
    """A durable PostgreSQL and an S3-compatible store, empty, at an address; open to a network beyond this machine."""
    programs = installed_programs()
    if programs is None:
        raise click.UsageError("no PostgreSQL server is installed; install postgresql, and call again")
    database_port, store_port = free_port(), free_port()
    with Cluster.made(programs) as cluster:
        if network:
            cluster.open_to(network)
        cluster.start(listen=address, port=database_port)
        with _store(address, store_port) as objects:
            S3FileSystem.clear_instance_cache()
            os.environ.update(objects)
            S3FileSystem().mkdir(BUCKET)
            where = f"{address}:{database_port}"
            yield Place(address, {**objects, **_settings(folder, where)}, _engine_records(where), cluster.server.pid)


def _engine_records(where: str) -> str:
    engine = create_engine(f"postgresql+psycopg://zhenghe@{where}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("create database prefect"))
    engine.dispose()
    return f"postgresql+asyncpg://zhenghe@{where}/prefect"


def _settings(folder: Path, where: str) -> dict[str, str]:
    return {
        "ZHENGHE_HOME": str(folder / "home"),
        "ZHENGHE_DATABASE_URL": f"postgresql+psycopg://zhenghe@{where}/postgres",
        "ZHENGHE_STORE_URL": f"s3://{BUCKET}/documents",
        "ZHENGHE_PERSONAL_KEYS": Fernet.generate_key().decode(),
        "ZHENGHE_INDEX_KEY": os.urandom(32).hex(),
        "ZHENGHE_LEAST_FREE_MEGABYTES": "0",
        "ZHENGHE_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(PROJECT),
    }


@contextmanager
def _store(address: str, port: int) -> Iterator[dict[str, str]]:
    server = subprocess.Popen(
        tied([sys.executable, "-m", "moto.server", "-H", address, "-p", str(port)]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    objects = {
        "AWS_ENDPOINT_URL": f"http://{address}:{port}",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    try:
        wait_until_open(address, port)
        yield objects
    finally:
        server.kill()
        server.wait()


def wait_until_open(address: str, port: int) -> None:
    """Wait until somebody listens there. Raises TimeoutError."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with socket.create_connection((address, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address}:{port}")
