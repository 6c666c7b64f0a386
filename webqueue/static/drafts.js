// What was typed outlives a lost connection, an expired sign-in and a closed page, in this window only.

const PREFIX = "draft.";

export function keepDrafts(scope, place = document) {
  for (const field of place.querySelectorAll("[data-draft]")) {
    const key = `${PREFIX}${scope}.${field.dataset.draft}`;
    const kept = sessionStorage.getItem(key);
    if (kept !== null && !document.querySelector("[data-problem]")) field.value = kept;
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  }
}
