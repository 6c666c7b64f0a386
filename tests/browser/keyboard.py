"""Somebody without a mouse: comes to every place by Tab, and has to see all the way where they are."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, expect

MOST_STOPS = 150
"""Presses of Tab, more than the longest page has stops."""

_IS_AT = "place => place === document.activeElement"
_CHOSEN = "list => list.selectedOptions[0].label"
# A mark around it, the screen over it, and nothing on top of it; the page itself, between its end and its beginning,
# and the browser's own parts of a field for dates need no mark of ours.
_UNSEEN = """() => {
  const stop = document.activeElement;
  if (stop === document.body || (stop.type === "date" && !stop.matches(":focus-visible"))) return "";
  const place = stop.getBoundingClientRect();
  const mark = getComputedStyle(stop);
  if (mark.outlineStyle === "none" || parseFloat(mark.outlineWidth) < 2) return `no mark: ${stop.outerHTML}`;
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  const points = shares.flatMap((x) => shares.map((y) => [place.x + x * place.width, place.y + y * place.height]));
  const shown = points.filter((point) => inside(...point)).map((point) => document.elementFromPoint(...point));
  const seen = shown.some((top) => stop.contains(top) || top?.contains(stop));
  return seen ? "" : `out of sight: ${stop.outerHTML}`;
}"""


@dataclass(frozen=True)
class Keyboard:
    """The keyboard before a page."""

    page: Page

    def __post_init__(self) -> None:
        """Let places come into sight at once, so that a look at them needs no wait."""
        self.page.emulate_media(reduced_motion="reduce")

    def come_to(self, place: Locator) -> None:
        """Press Tab until `place` is reached; no stop on the way is unmarked or out of sight."""
        expect(place).to_be_visible()
        for _ in range(MOST_STOPS):
            if place.evaluate(_IS_AT):
                return
            self.page.keyboard.press("Tab")
            unseen = self.page.evaluate(_UNSEEN)
            assert not unseen, unseen
        raise AssertionError(f"no way there by Tab: {place}")

    def press(self, place: Locator, key: str = "Enter") -> None:
        """Come there, and press the key."""
        self.come_to(place)
        self.page.keyboard.press(key)

    def write(self, place: Locator, words: str) -> None:
        """Put the words into a field in the place of what stands there."""
        self.press(place, "Control+a")
        self.page.keyboard.type(words)
        expect(place).to_have_value(words)

    def write_date(self, place: Locator, year: str, month: str, day: str) -> None:
        """Put a date into its field, part by part, in the order of the browser's own language."""
        for parts in ((year, month, day), (month, day, year)):
            self.come_to(place)
            self.page.keyboard.type("".join(parts))
            if place.input_value() == f"{year}-{month}-{day}":
                return
            for _ in parts:
                self.page.keyboard.press("ArrowLeft")
        expect(place).to_have_value(f"{year}-{month}-{day}")

    def choose(self, place: Locator, choice: str) -> None:
        """Go down a list until that choice is reached."""
        self.press(place, "Home")
        for _ in range(place.locator("option").count()):
            if place.evaluate(_CHOSEN) == choice:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no such choice: {choice}")

    def tick(self, place: Locator) -> None:
        """Tick a box."""
        self.press(place, "Space")
        expect(place).to_be_checked()

    def give_file(self, place: Locator, name: str, content: bytes) -> None:
        """Open the browser's window for files from the field, and choose one."""
        with self.page.expect_file_chooser() as chooser:
            self.press(place)
        chooser.value.set_files(FilePayload(name=name, mimeType="application/octet-stream", buffer=content))
