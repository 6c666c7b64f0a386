// How many are chosen, and all of them or none by one box.

const form = document.querySelector("[data-many]");
const boxes = [...(form?.querySelectorAll('input[name="case"]') ?? [])];
const all = form?.querySelector("[data-all]");

const tell = () => {
  const chosen = boxes.filter((box) => box.checked).length;
  form.querySelector("[data-count]").textContent = chosen;
  form.querySelector("[type=submit]").disabled = chosen === 0;
  all.checked = chosen === boxes.length && chosen > 0;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
};

if (form) {
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell();
}
