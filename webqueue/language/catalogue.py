"""The catalogues of translations (译文): what there is to translate, written anew after each change of a text.

`make translations` adds new texts without a translation, takes out those that are gone, and compiles what is there. The
compiled catalogues are kept beside their sources, so that neither a set-up nor a start has anything to build.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "webqueue" / "translations"
WIDTH = 120
SENTENCES = "webqueue.language.extraction:sentences"
UNDATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""In place of the moment of writing, so that a catalogue changes only where a text does."""
MADE_BELOW = (
    "webqueue/words.py",
    "webqueue/cases/advice.py",
    "webqueue/cases/checks.py",
    "webqueue/cases/comparison.py",
    "webqueue/cases/corrected.py",
    "webqueue/problems.py",
    "models/account_keeping.py",
    "models/application_form.py",
    "models/figures.py",
    "models/form.py",
    "models/identity_words.py",
    "models/life_cycles/application.py",
    "models/life_cycles/publicity.py",
    "models/life_cycles/recommendation.py",
    "models/life_cycles/registration.py",
    "models/life_cycles/table.py",
    "models/registration_form.py",
    "ocr/checks/*.py",
    "ocr/integrity/*.py",
    "ocr/letter_rules.py",
    "ocr/pages/errors.py",
    "ocr/pages/kinds.py",
    "ocr/quality.py",
    "ocr/text_layer_remarks.py",
    "flows/intake.py",
    "flows/reading_outcomes.py",
)
"""The modules all of whose Chinese texts come before people."""


def texts() -> Catalog:
    """Everything there is to translate, in the order of the files."""
    catalogue = Catalog(charset="utf-8")
    for path, method in _sources():
        options = {"trimmed": "true"} if method == "jinja2" else {}
        for line, text, comments, context in extract_from_file(method, path, options=options):
            name = path.relative_to(ROOT).as_posix()
            catalogue.add(text, locations=[(name, line)], auto_comments=comments, context=context)
    return catalogue


def translation_file(language: str) -> Path:
    """The catalogue of a language, as its translator writes it."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read_translations(language: str) -> Catalog:
    """The catalogue of a language; an empty one where nothing is translated yet."""
    path = translation_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str) -> Catalog:
    """The language's translations for the texts of today."""
    kept = read_translations(language)
    today = Catalog(locale=language, charset="utf-8", creation_date=UNDATED, revision_date=UNDATED)
    for message in texts():
        if message.id:
            earlier = kept.get(message.id)
            today.add(message.id, earlier.string if earlier else None, message.locations)
    return today


def as_source(catalogue: Catalog) -> bytes:
    """The catalogue as its translator writes it, lines not numbered."""
    written = io.BytesIO()
    write_po(written, catalogue, width=WIDTH, include_lineno=False, omit_header=True, ignore_obsolete=True)
    return written.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as it is read at work."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def _sources() -> Iterator[tuple[Path, str]]:
    below = {path for pattern in MADE_BELOW for path in ROOT.glob(pattern)}
    for path in sorted((ROOT / "webqueue" / "templates").rglob("*.html")):
        yield path, "jinja2"
    for path in sorted((ROOT / "webqueue").rglob("*.py")):
        if path not in below:
            yield path, "python"
    for path in sorted(below):
        yield path, SENTENCES
