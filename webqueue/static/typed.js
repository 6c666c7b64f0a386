// Pages without a desk of their own keep what is typed into their long fields, too.

import { keepDrafts } from "./drafts.js";

for (const form of document.querySelectorAll("[data-drafts]")) keepDrafts(form.dataset.drafts, form);
