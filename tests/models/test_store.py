"""The store: a content is there whole or not at all, under its own hash."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from models.errors import StorageError
from models.store import ContentMissing, Store
from tests.models.at_once import put_all

OBJECTS = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
"""What the tests' own server asks of whoever comes: anything."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for a store."""
    return tmp_path / "store"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket on a server of the tests' own that speaks as S3 does."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in OBJECTS.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        # A connection that is kept would lead to where an earlier test's server was.
        patch.setattr(S3FileSystem, "cachable", False)
        S3FileSystem().mkdir("zhenghe")
        yield "s3://zhenghe/documents"
    server.stop()


@pytest.fixture(params=["folder", "memory", "objects"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store in a folder, one behind an address, and one of objects."""
    if request.param == "objects":
        return Store(request.getfixturevalue("bucket"))
    return Store(str(tmp_path / "store") if request.param == "folder" else f"memory://{uuid4().hex}")


def test_a_store_that_does_not_answer_loses_nothing(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(bucket)
    sha256 = store.put(b"letter")
    assert store.answers()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    unreachable = Store(bucket)
    monkeypatch.setattr(S3FileSystem, "retries", 0)
    assert not unreachable.answers()
    for ask in (lambda: unreachable.get(sha256), lambda: unreachable.put(b"letter")):
        with pytest.raises(StorageError) as failed:
            ask()
        assert not isinstance(failed.value, ContentMissing)


def files(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_a_content_is_given_back_as_it_was(anywhere: Store) -> None:
    sha256 = anywhere.put(b"certificate")
    assert sha256 == hashlib.sha256(b"certificate").hexdigest()
    assert anywhere.has(sha256)
    assert anywhere.get(sha256) == b"certificate"


def test_a_content_that_was_never_put_is_missing(anywhere: Store) -> None:
    assert not anywhere.has("0" * 64)
    with pytest.raises(ContentMissing):
        anywhere.get("0" * 64)


@given(content=st.binary(max_size=100))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_content_can_be_kept(anywhere: Store, content: bytes) -> None:
    assert anywhere.get(anywhere.put(content)) == content


def test_the_same_content_is_kept_once_and_never_written_again(place: Path) -> None:
    store = Store(str(place))
    store.put(b"letter")
    (kept,) = files(place)
    before = kept.stat()
    assert store.put(b"letter") == kept.name
    assert files(place) == [kept]
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("damaged", [b"", b"lettes", b"letter and more"])
def test_a_content_that_was_changed_is_not_given_out(place: Path, damaged: bytes) -> None:
    store = Store(str(place))
    sha256 = store.put(b"letter")
    files(place)[0].write_bytes(damaged)
    with pytest.raises(ContentMissing):
        store.get(sha256)


def test_a_content_that_became_a_folder_is_missing(place: Path) -> None:
    store = Store(str(place))
    sha256 = store.put(b"letter")
    files(place)[0].unlink()
    (place / sha256[:2] / sha256[2:4] / sha256).mkdir()
    with pytest.raises(ContentMissing):
        store.get(sha256)


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.open", "pathlib.Path.replace", "pathlib.Path.mkdir"])
def test_whatever_step_fails_nothing_is_left_behind(place: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    store = Store(str(place))
    with monkeypatch.context() as broken:
        broken.setattr(step, _full)
        with pytest.raises(StorageError):
            store.put(b"letter")
    assert files(place) == []
    assert store.get(store.put(b"letter")) == b"letter"


def test_a_disk_that_fills_up_while_writing_leaves_no_partial_file(place: Path) -> None:
    store = Store(str(place))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(StorageError):
            store.put(bytes(200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(place) == []
    assert len(store.get(store.put(bytes(200_000)))) == 200_000


def test_a_place_that_is_no_folder_is_a_storage_error(place: Path) -> None:
    place.write_bytes(b"a file stands here")
    with pytest.raises(StorageError):
        Store(str(place)).put(b"letter")


def test_an_error_tells_neither_path_nor_engine(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(StorageError) as full:
        Store(str(place)).put(b"letter")
    for shown in (str(full.value), full.value.chinese, full.value.english):
        assert str(place) not in shown
        assert "space left" not in shown


def test_two_processes_that_put_the_same_contents_at_once_keep_each_once(
    place: Path, two_processes: ProcessPoolExecutor
) -> None:
    contents = [bytes([number]) * 50_000 for number in range(20)]
    begin = time.time() + 0.3
    futures = [two_processes.submit(put_all, str(place), begin, contents) for _ in range(2)]
    first, second = (future.result(timeout=60) for future in futures)
    assert first == second
    assert sorted(path.name for path in files(place)) == sorted(first)
    assert [Store(str(place)).get(sha256) for sha256 in first] == contents


def test_a_store_answers_where_it_can_be_reached(store: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.answers()
    assert Store(str(place / "not" / "made" / "yet")).answers()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"a file stands here")
    assert not Store(str(place)).answers()
    elsewhere = Store("memory://elsewhere")
    monkeypatch.setattr(MemoryFileSystem, "exists", _unreachable)
    assert not elsewhere.answers()


def _unreachable(*_: object, **__: object) -> bool:
    raise ConnectionError
