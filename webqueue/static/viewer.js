// The page pictures of a case: choosing, zooming, turning, moving, and lighting up the boxes of a finding.

const SMALLEST = 0.05;
const LARGEST = 6;
const STEP = 1.25;
const MOVE = 60;

class Viewer {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.sheets = [...root.querySelectorAll("[data-sheet]")];
    this.turns = new Map();
    this.fitted = true;
    for (const sheet of this.sheets) sheet.dataset.ready = "";
    this.show(this.sheets[0]);
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.stage.addEventListener("pointerdown", (event) => this.drag(event));
    this.stage.addEventListener("keydown", (event) => this.moveByKey(event));
    new ResizeObserver(() => this.fitted && this.fit()).observe(this.stage);
  }

  press(button) {
    if (!button) return;
    if (button.dataset.slot) this.showSlot(button.dataset.slot);
    else if (button.dataset.act) this.act(button.dataset.act);
  }

  act(name) {
    const acts = {
      "zoom-in": () => this.zoom(this.scale * STEP),
      "zoom-out": () => this.zoom(this.scale / STEP),
      fit: () => this.fit(),
      turn: () => this.turn(),
      boxes: () => this.toggleBoxes(),
      "next-page": () => this.step(1),
      "previous-page": () => this.step(-1),
      "other-document": () => this.otherDocument(),
    };
    acts[name]();
  }

  pagesOf(slot) {
    return this.sheets.filter((sheet) => sheet.dataset.slot === slot);
  }

  showSlot(slot) {
    this.show(this.pagesOf(slot)[0]);
  }

  otherDocument() {
    const other = this.sheets.find((sheet) => sheet.dataset.slot !== this.sheet.dataset.slot);
    if (other) this.show(other);
  }

  step(by) {
    const pages = this.pagesOf(this.sheet.dataset.slot);
    const next = pages[pages.indexOf(this.sheet) + by];
    if (next) this.show(next);
  }

  show(sheet) {
    this.sheet = sheet;
    for (const each of this.sheets) each.hidden = each !== sheet;
    const slot = sheet.dataset.slot;
    for (const button of this.root.querySelectorAll("button[data-slot]"))
      button.setAttribute("aria-pressed", String(button.dataset.slot === slot));
    for (const link of this.root.querySelectorAll("[data-slot-only]")) link.hidden = link.dataset.slotOnly !== slot;
    const pages = this.pagesOf(slot);
    this.root.querySelector("[data-paging]").hidden = pages.length < 2;
    this.root.querySelector("[data-page-number]").textContent = `${pages.indexOf(sheet) + 1} / ${pages.length}`;
    this.fit();
  }

  showPage(page) {
    const sheet = this.sheets.find((each) => each.dataset.page === page);
    if (sheet && sheet !== this.sheet) this.show(sheet);
    return Boolean(sheet);
  }

  get turned() {
    return this.turns.get(this.sheet) ?? 0;
  }

  get size() {
    return [Number(this.sheet.dataset.width), Number(this.sheet.dataset.height)];
  }

  fit() {
    if (!this.sheet.dataset.width) return;
    const [width, height] = this.turned % 180 ? this.size.reverse() : this.size;
    const room = [this.stage.clientWidth - 24, this.stage.clientHeight - 24];
    this.zoom(Math.min(room[0] / width, room[1] / height));
    this.stage.scrollTo(0, 0);
    this.fitted = true;
  }

  // Keeps the point (x, y) of the stage where it is; its middle unless told otherwise.
  zoom(scale, x = this.stage.clientWidth / 2, y = this.stage.clientHeight / 2) {
    if (!this.sheet.dataset.width) return;
    const before = this.scale ?? 1;
    this.scale = Math.min(Math.max(scale, SMALLEST), LARGEST);
    const left = this.stage.scrollLeft + x - this.sheet.offsetLeft;
    const top = this.stage.scrollTop + y - this.sheet.offsetTop;
    this.lay();
    this.stage.scrollLeft = (left * this.scale) / before + this.sheet.offsetLeft - x;
    this.stage.scrollTop = (top * this.scale) / before + this.sheet.offsetTop - y;
    this.fitted = false;
    this.root.querySelector("[data-zoom]").textContent = `${Math.round(this.scale * 100)}%`;
  }

  lay() {
    const [width, height] = this.size.map((side) => side * this.scale);
    const lying = this.turned % 180 !== 0;
    this.sheet.style.width = `${lying ? height : width}px`;
    this.sheet.style.height = `${lying ? width : height}px`;
    const inner = this.sheet.querySelector(".sheet-turned");
    inner.style.width = `${width}px`;
    inner.style.height = `${height}px`;
    const moves = { 0: "", 90: `translate(${height}px, 0)`, 180: `translate(${width}px, ${height}px)`, 270: `translate(0, ${width}px)` };
    // Tags keep their size, however large the page is shown.
    for (const tag of inner.querySelectorAll(".box-tag"))
      tag.setAttribute("transform", `translate(${tag.dataset.x} ${tag.dataset.y}) scale(${1 / this.scale})`);
    inner.style.transform = `${moves[this.turned]} rotate(${this.turned}deg)`;
  }

  turn() {
    if (!this.sheet.dataset.width) return;
    this.turns.set(this.sheet, (this.turned + 90) % 360);
    this.fit();
  }

  toggleBoxes() {
    const without = this.root.classList.toggle("without-boxes");
    this.root.querySelector('[data-act="boxes"]').setAttribute("aria-pressed", String(!without));
  }

  light(group, page) {
    if (page) this.showPage(page);
    for (const box of this.root.querySelectorAll(".box")) box.classList.toggle("lit", box.dataset.group === group);
    this.root.classList.toggle("some-lit", Boolean(group) && Boolean(this.root.querySelector(".box.lit")));
  }

  // Brings a box (x, y, width, height in pixels of the page) to the middle, with some of what is around it.
  zoomTo(page, box) {
    if (!this.showPage(page)) return;
    const [left, top, width, height] = box;
    const lying = this.turned % 180 !== 0;
    const across = (lying ? height : width) * 1.7;
    const down = (lying ? width : height) * 1.9;
    this.zoom(Math.min(this.stage.clientWidth / across, this.stage.clientHeight / down, 2));
    const frame = this.sheet.querySelector(".sheet-turned");
    const middle = this.place(left + width / 2, top + height / 2, frame);
    this.stage.scrollLeft = this.sheet.offsetLeft + middle[0] - this.stage.clientWidth / 2;
    this.stage.scrollTop = this.sheet.offsetTop + middle[1] - this.stage.clientHeight / 2;
  }

  place(x, y) {
    const [width, height] = this.size;
    const turned = { 0: [x, y], 90: [height - y, x], 180: [width - x, height - y], 270: [y, width - x] }[this.turned];
    return turned.map((side) => side * this.scale);
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const frame = this.stage.getBoundingClientRect();
    this.zoom(this.scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1), event.clientX - frame.left, event.clientY - frame.top);
  }

  drag(event) {
    if (event.button !== 0) return;
    const start = [event.clientX + this.stage.scrollLeft, event.clientY + this.stage.scrollTop];
    const move = (next) => {
      this.stage.scrollLeft = start[0] - next.clientX;
      this.stage.scrollTop = start[1] - next.clientY;
    };
    const end = () => {
      this.stage.classList.remove("dragging");
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
    this.stage.classList.add("dragging");
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  }

  moveByKey(event) {
    const by = { ArrowLeft: [-MOVE, 0], ArrowRight: [MOVE, 0], ArrowUp: [0, -MOVE], ArrowDown: [0, MOVE] }[event.key];
    if (!by) return;
    event.preventDefault();
    this.stage.scrollBy(by[0], by[1]);
  }
}

const root = document.querySelector("[data-viewer]");
export const viewer = root ? new Viewer(root) : null;
