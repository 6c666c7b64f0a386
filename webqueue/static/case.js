// The reviewer's desk: findings light up their boxes, and keys move about.

import { keepDrafts } from "./drafts.js";
import { click, listen } from "./keys.js";
import { viewer } from "./viewer.js";

const form = document.querySelector("[data-decide]");
const body = document.querySelector(".findings-body");

if (body && viewer) {
  const findings = () => [...document.querySelectorAll(".tab-pane.active .check, .tab-pane.active .seal")];
  let current = null;

  const light = (element) => {
    for (const each of document.querySelectorAll(".check, .seal")) each.classList.toggle("lit", each === element);
    viewer.light(element?.dataset.group, element?.dataset.target);
    current = element ?? current;
  };

  let waiting = 0;
  const findingOf = (event) => event.target.closest?.(".check, .seal");
  body.addEventListener("focusin", (event) => findingOf(event) && light(findingOf(event)));
  body.addEventListener("pointerover", (event) => {
    const finding = findingOf(event);
    clearTimeout(waiting);
    // A moment's wait, so that the pages do not flicker while the pointer only passes over.
    if (finding) waiting = setTimeout(() => light(finding), 120);
  });
  body.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    light(null);
  });

  document.addEventListener("shown.bs.tab", () => (body.scrollTop = 0));

  const zoomTo = (button) => viewer.zoomTo(button.dataset.target, button.dataset.box.split(",").map(Number));
  body.addEventListener("click", (event) => {
    const button = event.target.closest(".crop-button");
    if (button) zoomTo(button);
  });

  const step = (by) => {
    const all = findings();
    const next = all[Math.min(Math.max(all.indexOf(current) + by, 0), all.length - 1)];
    if (!next) return;
    next.scrollIntoView({ block: "nearest" });
    (next.querySelector("summary") ?? next).focus();
  };
  const zoomToEvidence = () => {
    const button = (current ?? findings()[0])?.querySelector(".crop-button");
    if (button) zoomTo(button);
  };
  const correct = () => (current ?? findings()[0])?.querySelector(".correct-button")?.click();
  const choose = (outcome) => {
    const choice = document.getElementById(`outcome-${outcome}`);
    if (!choice || form.inert) return;
    choice.checked = true;
    const wanted = form.querySelector(`[data-wanted-for="${outcome}"]`);
    (wanted && !wanted.value.trim() ? wanted : choice).focus();
  };
  const act = (name) => () => viewer.act(name);

  // The page may have been walked into before this script was there.
  const early = findingOf({ target: document.activeElement });
  if (early) light(early);

  listen({
    j: () => step(1),
    k: () => step(-1),
    e: zoomToEvidence,
    g: correct,
    c: act("other-document"),
    "[": act("previous-page"),
    "]": act("next-page"),
    "[Shift]+Equal": act("zoom-in"),
    NumpadAdd: act("zoom-in"),
    "-": act("zoom-out"),
    0: act("fit"),
    r: act("turn"),
    b: act("boxes"),
    1: click("#tab-checks"),
    2: click("#tab-seals"),
    3: click("#tab-compared"),
    4: click("#tab-background"),
    a: () => choose("approved"),
    t: () => choose("returned"),
    x: () => choose("rejected"),
    n: click("#next-case"),
    p: click('[data-bs-target="#defer"]'),
    q: click('[data-bs-target="#ask"]'),
    m: click('[data-bs-target="#note"]'),
    v: click("#versions"),
    u: () => document.querySelector("#undo, #withdraw")?.focus(),
    "[Shift]+?": click('[data-bs-target="#keys"]'),
  });
}

// The window for corrections begins with what the check at hand looks at.
const correction = document.getElementById("correct");
if (correction) {
  const [part, value] = correction.querySelectorAll("select, #correct-value");
  const fill = () => (value.value = part.selectedOptions[0]?.dataset.now ?? "");
  part.addEventListener("change", fill);
  correction.addEventListener("show.bs.modal", (event) => {
    part.value = event.relatedTarget?.dataset.part ?? part.value;
    fill();
  });
}

// A window that opens lets its first field be typed into at once.
document.addEventListener("shown.bs.modal", (event) => event.target.querySelector("textarea, select")?.focus());

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("form");
  if (event.key !== "Enter" || !event.ctrlKey || !typing?.querySelector("textarea")) return;
  event.preventDefault();
  typing.requestSubmit();
});

if (form) {
  const opinion = form.querySelector("#opinion");
  const remark = form.querySelector("#remark");
  const write = (field, sentence, isWanted) => {
    const lines = field.value.split("\n").filter((line) => line.trim() && line.trim() !== sentence);
    field.value = (isWanted ? [...lines, sentence] : lines).join("\n");
    field.dispatchEvent(new Event("input"));
  };
  form.addEventListener("change", (event) => {
    const box = event.target.closest("[data-sentence]");
    if (box) write(box.dataset.for === "approved" ? remark : opinion, box.dataset.sentence, box.checked);
  });
  form.addEventListener("submit", () => {
    const button = form.querySelector("[type=submit]");
    // Disabled a moment later, since a disabled button would not be sent; a second click then does nothing.
    setTimeout(() => (button.disabled = true));
  });
  window.addEventListener("pageshow", () => (form.querySelector("[type=submit]").disabled = false));
}
if (form) keepDrafts(form.dataset.case);

// A case that is left is free for others at once; one that is only looked at from another side is kept.
const release = document.querySelector("[data-release]");
if (release) {
  let keeps = false;
  document.addEventListener("submit", () => (keeps = true));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keep-hold]")) keeps = true;
  });
  window.addEventListener("pageshow", () => (keeps = false));
  window.addEventListener("pagehide", () => {
    if (!keeps) navigator.sendBeacon(release.action, new FormData(release));
  });
  // Who has it in hand may change while the page is open.
  const obey = () => {
    if (form) form.inert = Boolean(document.querySelector(".hold-other"));
  };
  new MutationObserver(obey).observe(document.querySelector(".case-head"), { childList: true, subtree: true });
  obey();
}

for (const box of document.querySelectorAll("[data-tick]")) {
  const keep = `tick.${box.dataset.tick}`;
  box.checked = sessionStorage.getItem(keep) === "1";
  box.addEventListener("change", () => sessionStorage.setItem(keep, box.checked ? "1" : "0"));
}
