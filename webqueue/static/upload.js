// Tells about an empty or too large file before it is sent, and that sending has begun.

const form = document.querySelector("[data-upload]");

if (form) {
  const largest = Number(form.dataset.largest);
  const problemWith = (file) => {
    if (!file) return "";
    if (file.size === 0) return form.dataset.empty;
    if (file.size > largest) return form.dataset.tooLarge;
    return "";
  };
  for (const input of form.querySelectorAll("input[type=file]"))
    input.addEventListener("change", () => {
      const problem = problemWith(input.files[0]);
      input.setCustomValidity(problem);
      form.querySelector(`[data-problem-of="${input.name}"]`).textContent = problem;
    });
  form.addEventListener("submit", () => {
    const button = form.querySelector("[type=submit]");
    setTimeout(() => {
      button.disabled = true;
      button.textContent = form.dataset.sending;
    });
  });
}
