// Keys for everything that can be clicked. No single key decides, sends or throws away: keys choose, Enter saves.

import { tinykeys } from "./vendor/tinykeys.mjs";

const isTyping = (event) =>
  event.isComposing ||
  Boolean(event.target.closest?.("textarea, select, input:not([type=radio]):not([type=checkbox]), .modal"));

export const click = (selector) => () => document.querySelector(selector)?.click();

export function listen(keys) {
  const guarded = Object.entries(keys).map(([key, act]) => [
    key,
    (event) => {
      event.preventDefault();
      act();
    },
  ]);
  tinykeys(window, Object.fromEntries(guarded), { ignore: isTyping });
  document.body.dataset.keys = "ready";
}
