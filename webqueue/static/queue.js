// The list by keyboard: the next case, the search, up and down the rows, and the last decision undone.

import { click, listen } from "./keys.js";

const links = () => [...document.querySelectorAll("a.row-link")];
const step = (by) => {
  const all = links();
  const next = all[Math.min(Math.max(all.indexOf(document.activeElement) + by, 0), all.length - 1)];
  next?.focus();
};

listen({
  n: click("#next-case"),
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.getElementById("search")?.focus(),
  f: () => document.querySelector(".saved-filter")?.focus(),
  s: click('[data-bs-target="#save-filter"]'),
  u: () => document.getElementById("undo")?.focus(),
  "[Shift]+?": click('[data-bs-target="#keys"]'),
});

document.addEventListener("shown.bs.modal", (event) => event.target.querySelector("input[type=text], input:not([type])")?.focus());
