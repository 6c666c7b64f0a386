"""What axe-core finds on a page: barriers for people who cannot see, hear or point."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.house.project import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations_on(page: Page) -> list[str]:
    """What axe finds on the page: rule and place."""
    page.wait_for_load_state("load")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run({{runOnly: {RULES}}})")
    assert len(found["passes"]) > 5, "axe looked at nothing"
    return [
        f"{page.url} {violation['id']}: {node['html'][:160]} {node['any'][0]['message'] if node['any'] else ''}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
