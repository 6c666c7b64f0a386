"""`python -m webqueue.language`: bring the catalogues up to the texts of today."""

from __future__ import annotations

import sys

from webqueue.language.catalogue import FOLDER, as_source, compiled, renewed, translation_file


def main() -> int:
    """Renew and compile every catalogue, and tell what lacks its translation; the exit status is 1 where any does."""
    lacking = 0
    for language in sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir()):
        catalogue = renewed(language)
        path = translation_file(language)
        path.write_bytes(as_source(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        untranslated = [message for message in catalogue if message.id and not _is_translated(message.string)]
        lacking += len(untranslated)
        sys.stdout.write(f"{language}: {len(catalogue)} texts, {len(untranslated)} without translation\n")
    return 1 if lacking else 0


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
