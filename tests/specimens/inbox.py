"""Writes cases as an inbox folder, one folder a submission, with the truth beside the inbox."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.specimens.case import Case

TRUTH_NAME = "truth.json"
FORM_NAME = "form.json"


def write_inbox(folder: Path, cases: Iterable[Case]) -> Path:
    """Writes each case into `folder`/reference, its form last; gives the truth's file, which lies beside `folder`."""
    truth = {}
    for case in cases:
        write_submission(folder, case)
        truth[case.reference] = dict(case.truth)
    path = folder.parent / TRUTH_NAME
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def write_submission(folder: Path, case: Case) -> Path:
    """Writes one case's folder and gives it."""
    submission = folder / case.reference
    submission.mkdir(parents=True, exist_ok=True)
    for name, content in case.files.items():
        (submission / name).write_bytes(content)
    form = json.dumps(case.form, ensure_ascii=False, indent=1)
    (submission / FORM_NAME).write_text(form, encoding="utf-8")
    return submission
