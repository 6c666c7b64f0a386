// The reviewer's desk: findings light up their boxes, keys move about, and no typed word is lost.

const desk = document.querySelector(".desk");
const form = document.querySelector("[data-decide]");

if (desk) {
  const { viewer } = await import("./viewer.js");
  const findings = () => [...document.querySelectorAll(".tab-pane.active .check, .tab-pane.active .seal")];
  let current = null;

  const light = (element) => {
    for (const each of document.querySelectorAll(".check, .seal")) each.classList.toggle("lit", each === element);
    viewer.light(element?.dataset.group, element?.dataset.target);
    current = element ?? current;
  };

  let waiting = 0;
  const findingOf = (event) => event.target.closest?.(".check, .seal");
  const body = document.querySelector(".findings-body");
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
  const choose = (outcome) => {
    const choice = document.getElementById(`outcome-${outcome}`);
    if (!choice) return;
    choice.checked = true;
    choice.focus();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: zoomToEvidence,
    c: () => viewer.act("other-document"),
    "[": () => viewer.act("previous-page"),
    "]": () => viewer.act("next-page"),
    "+": () => viewer.act("zoom-in"),
    "=": () => viewer.act("zoom-in"),
    "-": () => viewer.act("zoom-out"),
    0: () => viewer.act("fit"),
    r: () => viewer.act("turn"),
    b: () => viewer.act("boxes"),
    a: () => choose("approved"),
    t: () => choose("returned"),
    x: () => choose("rejected"),
    n: () => document.getElementById("next-case")?.click(),
    "?": () => document.querySelector('[data-bs-target="#keys"]').click(),
  };
  const isTyping = (element) => element.closest("textarea, select, input:not([type=radio]):not([type=checkbox]), .modal");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && form?.contains(event.target)) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

if (form) {
  const opinion = form.querySelector("#opinion");
  for (const button of form.querySelectorAll("[data-sentence]"))
    button.addEventListener("click", () => {
      opinion.value = [opinion.value.trimEnd(), button.dataset.sentence].filter(Boolean).join("\n");
      opinion.dispatchEvent(new Event("input"));
      opinion.focus();
    });

  // What was typed outlives a lost connection or an expired sign-in, in this window only.
  const keep = `opinion.${form.dataset.draft}`;
  const kept = sessionStorage.getItem(keep);
  if (kept && !document.querySelector("[data-problem]")) opinion.value = kept;
  opinion.addEventListener("input", () => sessionStorage.setItem(keep, opinion.value));
  form.addEventListener("submit", () => {
    const button = form.querySelector("[type=submit]");
    // Disabled a moment later, since a disabled button would not be sent; a second click then does nothing.
    setTimeout(() => (button.disabled = true));
  });
  window.addEventListener("pageshow", () => (form.querySelector("[type=submit]").disabled = false));
}

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

document.querySelector("[data-problem]")?.focus();

for (const box of document.querySelectorAll("[data-tick]")) {
  const keep = `tick.${box.dataset.tick}`;
  box.checked = sessionStorage.getItem(keep) === "1";
  box.addEventListener("change", () => sessionStorage.setItem(keep, box.checked ? "1" : "0"));
}
