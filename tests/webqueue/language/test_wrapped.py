"""No page says anything in Chinese that cannot be said in another language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.project import ROOT, modules
from webqueue.language.catalogue import MADE_BELOW, texts
from webqueue.language.extraction import sentences

CHINESE = re.compile("[\u3400-\u9fff\u3001-\u303f\uff01-\uff60]")
TRANSLATES = {"_", "gettext", "ngettext"}
OWN_ENGLISH = "message_zh"
"""An error says itself in both languages."""
PAPERS = ("webqueue/evidence/", "webqueue/figures/tables.py", "models/papers/")
"""Official papers and files to take along, which stay Chinese."""
IN_BOTH = ("webqueue/api/", "flows/doctor/", "flows/mails.py")
"""What is said to programs, on a terminal and by e-mail is said in both languages at once."""
IN_TEMPLATES = {
    "base.html": {"核"},
    "sign_in.html": {"核"},
    "applicant/show.html": {"学历证书"},
    "employer/applicant.html": {"学历证书"},
}
"""The mark of 证核, and what an applicant's file is called where nobody calls it otherwise."""
IN_CODE = {
    "webqueue/applicant/pages.py": {"其他材料"},
    "webqueue/employer/applicants.py": {"其他材料"},
    "webqueue/employer/table_import.py": {"申报人导入表.xlsx"},
    "webqueue/employer/recommendations.py": {"推荐上报汇总表-{year}-{id}.{kind}"},
    "webqueue/notices/pages.py": {"职称申报公示.pdf"},
    "webqueue/submit/uploads.py": {"未命名文件"},
    "webqueue/language/choosing.py": {"中文"},
}
"""Names of files and of what is in them, as they are kept, and the name of the language itself."""
TEMPLATES = ROOT / "webqueue" / "templates"
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TRANSLATED = re.compile(r'\b(?:_|gettext)\("[^"]*"|\bngettext\("[^"]*", "[^"]*"')
_PAPER = re.compile(r'<article class="notice-paper".*?</article>', re.DOTALL)
_SAID = re.compile(r"[^\s\"'<>{}=()]+")


def _left_in(template: Path) -> set[str]:
    """What a template says in Chinese outside of `_()`."""
    text = _PAPER.sub("", _COMMENT.sub("", template.read_text(encoding="utf-8")))
    text = _CODE.sub(lambda code: _TRANSLATED.sub("", code[0]), text)
    return {word for word in _SAID.findall(text) if CHINESE.search(word)}


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_untranslated(template: Path) -> None:
    allowed = IN_TEMPLATES.get(template.relative_to(TEMPLATES).as_posix(), set())
    assert _left_in(template) == allowed


def test_scripts_say_nothing_themselves() -> None:
    """What a script shows is given to it by the page."""
    saying = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "webqueue" / "static").glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if CHINESE.search(line.partition("//")[0])
    ]
    assert saying == []


class _Rest(ast.NodeTransformer):
    """What is left of a module without its translated texts and without the messages that errors have themselves."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in TRANSLATES:
            return ast.Constant("")
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        return None if _is_own_english(node.targets[0]) else self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        return None if _is_own_english(node.target) else self.generic_visit(node)


def _is_own_english(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == OWN_ENGLISH


def _texts_of(path: Path) -> Iterator[str]:
    """The Chinese texts in the rest of a module, outside of docstrings and patterns."""
    rest = ast.unparse(_Rest().visit(ast.parse(path.read_text(encoding="utf-8"))))
    return (text for _, _, text, _ in sentences(rest.encode().splitlines(keepends=True), None, None, None))


def _is_told_elsewhere(path: str) -> bool:
    return path.startswith(PAPERS + IN_BOTH) or any(Path(path).match(pattern) for pattern in MADE_BELOW)


@pytest.mark.parametrize("path", list(modules("webqueue")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_of_the_pages_says_nothing_untranslated(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    if _is_told_elsewhere(name):
        return
    assert set(_texts_of(path)) == IN_CODE.get(name, set())


def test_every_sentence_from_below_is_known() -> None:
    """A sentence that a rule, a check or an intake says ends with a full stop; all of them can be translated."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in texts()}
    below = [path for path in modules("models", "ocr", "flows") if "migrations" not in path.parts]
    unknown = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in below
        if not path.relative_to(ROOT).as_posix().startswith(PAPERS + IN_BOTH)
        for text in _texts_of(path)
        if text.endswith("。") and text not in known
    }
    assert unknown == set()
