"""Sentences that code makes for people, as the catalogue of translations lists them.

Templates and handlers mark each text with `_()`. Words and sentences that come from below, of a check, a field or a
state of a life cycle (生命周期), are written where the rule is, and stored as they were said. They are found here in
the code itself; a value among them is a placeholder: 证书有效期至{end}。
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

CHINESE = re.compile("[\u3400-\u9fff]")
_OF_A_PATTERN = re.compile(r"[\\\\|\[]")
_CONDITIONS = {"Guard", "Case"}
_FEWEST = 2
"""Characters of a text; a single one is what a rule looks for on a page."""

Message = tuple[int, str, str, list[str]]
"""Line, function, text and comments, as Babel takes what an extraction method finds."""


def sentences(file: Iterable[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:  # noqa: ARG001 - as Babel calls it
    """An extraction method of Babel: every Chinese text of a module, apart from docstrings and patterns."""
    tree = ast.parse(b"".join(file))
    for node in _outermost(tree):
        text = _sentence(node)
        if len(CHINESE.findall(text)) >= _FEWEST and not _OF_A_PATTERN.search(text):
            yield getattr(node, "lineno", 0), "", text, []


def _outermost(node: ast.AST) -> Iterator[ast.AST]:
    """The texts below `node`, each as a whole; what stands inside an f-string's values is a text again."""
    if isinstance(node, ast.JoinedStr | ast.Constant) or _is_concatenation(node):
        yield node
        for value in ast.walk(node):
            if isinstance(value, ast.FormattedValue):
                yield from _outermost(value.value)
        return
    for child in ast.iter_child_nodes(node):
        if not _is_docstring(child) and not _is_documentation(child):
            yield from _outermost(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_documentation(node: ast.AST) -> bool:
    """Whether `node` names a condition of a life cycle, whose words stand in its diagram alone."""
    called = node.func if isinstance(node, ast.Call) else None
    kind = called.value if isinstance(called, ast.Subscript) else None
    return isinstance(kind, ast.Name) and kind.id in _CONDITIONS


def _is_concatenation(node: ast.AST) -> bool:
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return False
    return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in (node.left, node.right))


def _sentence(node: ast.AST) -> str:
    """The text of `node`, its values as placeholders."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_sentence(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _sentence(node.left) + _sentence(node.right)
    return f"{{{_name(node)}}}"


def _name(node: ast.AST | None) -> str:
    """What the value of an expression is called; empty for one that has no name."""
    match node:
        case ast.FormattedValue():
            return _name(node.value)
        case ast.Name():
            return node.id.lower()
        case ast.Attribute():
            return node.attr
        case ast.Subscript():
            return _name(node.slice) or _name(node.value)
        case ast.GeneratorExp() | ast.ListComp():
            return _name(node.elt)
        case ast.Call():
            return next(filter(None, map(_name, node.args)), "") or _name(node.func)
    return ""
