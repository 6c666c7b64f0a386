// The page pictures of a case in OpenSeadragon: choosing, zooming, turning, moving, and lighting up the boxes of a
// finding. What is shown is read from the sheets that stand in the page anyway; without scripts they are all there is.

const STEP = 1.4;
const MOVE = 60;
const AROUND = 1.7;

// The library would add a style sheet of its own, which the page's policy forbids; finding this it holds back.
const mark = document.createElementNS(null, "style");
mark.setAttribute("data-openseadragon-mobile-css", "");
document.head.append(mark);

class Viewer {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.sheets = [...root.querySelectorAll("[data-sheet]")];
    this.turns = new Map();
    this.items = new Map();
    this.boxes = [];
    const place = document.createElement("div");
    place.className = "viewer-pages";
    this.stage.append(place);
    this.pages = OpenSeadragon({
      element: place,
      drawer: "canvas",
      showNavigationControl: false,
      keyboardNavEnabled: false,
      tabIndex: "",
      animationTime: 0.3,
      visibilityRatio: 0.5,
      minZoomImageRatio: 0.5,
      maxZoomPixelRatio: 5,
      zoomPerScroll: 1.15,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    });
    this.pages.addHandler("zoom", () => this.tellZoom());
    this.pages.addHandler("resize", () => this.fitted && setTimeout(() => this.fit()));
    this.pages.addHandler("canvas-drag", () => (this.fitted = false));
    this.root.dataset.ready = "";
    this.show(this.sheets[0]);
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.stage.addEventListener("keydown", (event) => this.moveByKey(event));
  }

  press(button) {
    if (!button) return;
    if (button.dataset.slot) this.showSlot(button.dataset.slot);
    else if (button.dataset.act) this.act(button.dataset.act);
  }

  act(name) {
    const acts = {
      "zoom-in": () => this.zoomBy(STEP),
      "zoom-out": () => this.zoomBy(1 / STEP),
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
    const isPicture = Boolean(sheet.dataset.page);
    for (const each of this.sheets) each.hidden = isPicture || each !== sheet;
    this.pages.element.hidden = !isPicture;
    this.label(sheet);
    this.pages.clearOverlays();
    this.boxes = [];
    if (isPicture) this.showPicture(sheet);
    else this.tellZoom();
  }

  label(sheet) {
    const slot = sheet.dataset.slot;
    for (const button of this.root.querySelectorAll("button[data-slot]"))
      button.setAttribute("aria-pressed", String(button.dataset.slot === slot));
    for (const link of this.root.querySelectorAll("[data-slot-only]")) link.hidden = link.dataset.slotOnly !== slot;
    const pages = this.pagesOf(slot);
    this.root.querySelector("[data-paging]").hidden = pages.length < 2;
    this.root.querySelector("[data-page-number]").textContent = `${pages.indexOf(sheet) + 1} / ${pages.length}`;
    this.stage.setAttribute("aria-label", sheet.querySelector("img")?.alt ?? "");
  }

  // Every page is fetched once, when it is first looked at; the others are only made invisible.
  showPicture(sheet) {
    for (const [each, item] of this.items) item.setOpacity(each === sheet ? 1 : 0);
    const known = this.items.get(sheet);
    if (known) {
      this.lay(sheet, known);
      return;
    }
    this.pages.addTiledImage({
      tileSource: { type: "image", url: sheet.querySelector("img").src, buildPyramid: true },
      success: ({ item }) => {
        this.items.set(sheet, item);
        if (this.sheet === sheet) this.lay(sheet, item);
        else item.setOpacity(0);
      },
    });
  }

  lay(sheet, item) {
    this.item = item;
    this.pages.viewport.setRotation(this.turns.get(sheet) ?? 0, true);
    for (const drawn of sheet.querySelectorAll("g.box")) this.addBox(drawn, item);
    this.light(this.group);
    if (this.wish?.page === sheet.dataset.page) this.zoomToBox(this.wish.box);
    else this.fit();
    this.wish = null;
  }

  addBox(drawn, item) {
    const frame = drawn.querySelector(".box-frame");
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(frame.getAttribute(name)));
    const element = document.createElement("div");
    element.className = drawn.getAttribute("class");
    element.dataset.group = drawn.dataset.group;
    const tag = document.createElement("span");
    tag.className = "box-tag";
    tag.textContent = drawn.querySelector("text").textContent.trim();
    element.append(tag);
    this.boxes.push(element);
    this.pages.addOverlay({
      element,
      location: item.imageToViewportRectangle(x, y, width, height),
      rotationMode: OpenSeadragon.OverlayRotationMode.EXACT,
    });
  }

  showPage(page) {
    const sheet = this.sheets.find((each) => each.dataset.page === page);
    if (sheet && sheet !== this.sheet) this.show(sheet);
    return Boolean(sheet);
  }

  fit() {
    if (!this.item || !this.sheet.dataset.page) return;
    const bounds = this.item.getBounds();
    const margin = 0.015;
    const wide = new OpenSeadragon.Rect(
      bounds.x - margin,
      bounds.y - margin,
      bounds.width + 2 * margin,
      bounds.height + 2 * margin,
    );
    const lying = (this.turns.get(this.sheet) ?? 0) % 180 !== 0;
    if (lying) {
      const centre = wide.getCenter();
      const turned = new OpenSeadragon.Rect(centre.x - wide.height / 2, centre.y - wide.width / 2, wide.height, wide.width);
      this.pages.viewport.fitBounds(turned, true);
    } else this.pages.viewport.fitBounds(wide, true);
    this.fitted = true;
    this.tellZoom();
  }

  zoomBy(factor) {
    if (!this.item) return;
    this.fitted = false;
    this.pages.viewport.zoomBy(factor);
    this.pages.viewport.applyConstraints();
  }

  tellZoom() {
    const shown = this.root.querySelector("[data-zoom]");
    const isPicture = this.item && this.sheet.dataset.page;
    shown.textContent = isPicture
      ? `${Math.round(this.item.viewportToImageZoom(this.pages.viewport.getZoom()) * 100)}%`
      : "";
  }

  turn() {
    if (!this.sheet.dataset.page) return;
    const turned = ((this.turns.get(this.sheet) ?? 0) + 90) % 360;
    this.turns.set(this.sheet, turned);
    this.pages.viewport.setRotation(turned, true);
    this.fit();
  }

  toggleBoxes() {
    const without = this.root.classList.toggle("without-boxes");
    this.root.querySelector('[data-act="boxes"]').setAttribute("aria-pressed", String(!without));
  }

  light(group, page) {
    this.group = group;
    if (page) this.showPage(page);
    for (const box of this.boxes) box.classList.toggle("lit", box.dataset.group === group);
    this.root.classList.toggle("some-lit", Boolean(group) && this.boxes.some((box) => box.dataset.group === group));
  }

  // Brings a box (x, y, width, height in pixels of the page) to the middle, with some of what is around it.
  zoomTo(page, box) {
    const sheet = this.sheets.find((each) => each.dataset.page === page);
    if (!sheet) return;
    if (sheet === this.sheet && this.items.has(sheet)) this.zoomToBox(box);
    else {
      this.wish = { page, box };
      this.show(sheet);
    }
  }

  zoomToBox([left, top, width, height]) {
    const across = Math.max(width * AROUND, 240);
    const down = Math.max(height * AROUND, 160);
    const x = left + width / 2 - across / 2;
    const y = top + height / 2 - down / 2;
    this.fitted = false;
    this.pages.viewport.fitBounds(this.item.imageToViewportRectangle(x, y, across, down));
  }

  moveByKey(event) {
    const by = { ArrowLeft: [-MOVE, 0], ArrowRight: [MOVE, 0], ArrowUp: [0, -MOVE], ArrowDown: [0, MOVE] }[event.key];
    if (!by) return;
    event.preventDefault();
    this.fitted = false;
    this.pages.viewport.panBy(this.pages.viewport.deltaPointsFromPixels(new OpenSeadragon.Point(...by)));
    this.pages.viewport.applyConstraints();
  }
}

const root = document.querySelector("[data-viewer]");
export const viewer = root ? new Viewer(root) : null;
