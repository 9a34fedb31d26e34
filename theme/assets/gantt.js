/* The Gantt chart beyond being read: zoom, filters, folding, keys, links to a row. Rows have one height and stand
   in bodies that the browser skips when they are out of sight, so every place is computed here and nothing is
   measured while one types. */
(() => {
  "use strict";

  const ROW = 30, PAGE = 10, REST_MS = 300;
  const VISIBLE = 0, FOLDED = 1, FILTERED = 2;
  const CLASSES = ["", "fo", "fi"];

  const make = (tag, attributes = {}, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

  class Chart {
    constructor(box) {
      this.box = box;
      this.table = box.querySelector("table");
      this.bodies = [...this.table.tBodies];
      this.rows = this.bodies.flatMap((body) => [...body.rows]);
      this.places = new Map(this.rows.map((row, index) => [row, index]));
      this.depth = this.rows.map((row) => Number(row.dataset.d));
      this.parent = this.parents();
      this.summary = this.rows.map((_, index) => this.depth[index + 1] > this.depth[index]);
      this.states = new Uint8Array(this.rows.length);
      this.context = new Uint8Array(this.rows.length);
      this.tops = this.rows.map((_, index) => index * ROW);
      this.folded = new Set();
      this.foldedFound = new Set();
      this.people = JSON.parse(box.dataset.people);
      this.lane = this.table.tHead.rows[0].cells[4];
      this.arrows = new Milepost.Arrows(box.querySelector("svg.links"), this.rows, box.classList.contains("mp-gantt--many"));
      this.selected = -1;
      this.scrolled = 0;
      this.held = [];
      this.tall = screen.height;
      this.heights = this.bodies.map((body) => body.rows.length * ROW);
      this.equip();
      this.bar = new Milepost.GanttBar(this);
      box.before(this.bar.element);
      this.note = new Milepost.RowNote(this.rows, this.people, this.arrows);
      box.after(this.note.element);
      this.listen();
      this.layout();
      this.goTo(Number(box.dataset.now ?? 0), 0.4);
      this.point(-1);
      this.follow();
      window.requestIdleCallback?.(() => this.words());
    }

    parents() {
      const open = [];
      return this.depth.map((depth, index) => {
        while (open.length && this.depth[open.at(-1)] >= depth) open.pop();
        open.push(index);
        return open.at(-2) ?? -1;
      });
    }

    /* A tree grid: one row takes the focus, its link is reached with Enter. */
    equip() {
      this.table.setAttribute("role", "treegrid");
      this.box.removeAttribute("tabindex");
      this.rows.forEach((row, index) => {
        row.tabIndex = -1;
        row.ariaLevel = this.depth[index] + 1;
        const link = row.cells[0].firstElementChild;
        if (link) link.tabIndex = -1;
        if (!this.summary[index]) return;
        row.ariaExpanded = "true";
        row.cells[0].prepend(make("button", { type: "button", class: "mp-fold", tabindex: "-1", "aria-hidden": "true" }));
        if (row.dataset.folded !== undefined) this.folded.add(index);
      });
      this.tab = 0;
      if (this.rows.length) this.rows[0].tabIndex = 0;
    }

    /* What is shown -------------------------------------------------------------------------------- */

    filtered() {
      this.foldedFound.clear();
      this.layout();
    }

    zoom(scale) {
      const { scrollLeft, clientWidth } = this.box;
      const half = (clientWidth - this.stuck()) / 2;
      const middle = (scrollLeft + this.stuck() + half - this.lane.offsetLeft) / this.laneWidth();
      this.box.dataset.scale = scale;
      this.width = undefined;
      this.goTo(middle * 100, 0.5);
      this.bar.press();
      this.bar.remember();
      this.draw();
    }

    get searching() {
      const { find, who, critical } = this.bar.filter;
      return Boolean(find.trim() || who || critical);
    }

    get shut() {
      return this.searching ? this.foldedFound : this.folded;
    }

    /* What a row is found by: its id and name, behind those of the summaries above it. */
    words() {
      this.texts ??= this.rows.reduce((texts, row, index) => {
        const own = `${row.id.slice(2)} ${row.cells[0].textContent}`.toLowerCase();
        texts.push(this.parent[index] < 0 ? own : `${texts[this.parent[index]]} ${own}`);
        return texts;
      }, []);
      return this.texts;
    }

    test() {
      const { find, who, critical, open } = this.bar.filter;
      const words = wordsOf(find), texts = words.length ? this.words() : [];
      const person = String(this.people.findIndex(([id]) => id === who));
      return (row, index) =>
        !(open && row.classList.contains("z")) &&
        !((who || critical) && this.summary[index]) &&
        !(critical && !row.classList.contains("c")) &&
        !(who && !(row.dataset.w ?? "").split(" ").includes(person)) &&
        words.every((word) => texts[index].includes(word));
    }

    layout() {
      const { rows, depth, parent, shut } = this;
      const test = this.test();
      const kept = new Uint8Array(rows.length);
      let hits = 0;
      rows.forEach((row, index) => (hits += kept[index] = Number(test(row, index))));
      const found = kept.slice();
      for (let index = rows.length - 1; index >= 0; index--) if (kept[index] && parent[index] >= 0) kept[parent[index]] = 1;
      const counts = new Array(this.bodies.length).fill(0);
      const chunk = this.bodies[0]?.rows.length ?? 1;
      let below = Infinity, top = 0;
      rows.forEach((row, index) => {
        if (depth[index] <= below) below = Infinity;
        const state = !kept[index] ? FILTERED : depth[index] > below ? FOLDED : VISIBLE;
        if (state === VISIBLE && shut.has(index)) below = depth[index];
        this.tops[index] = state === VISIBLE ? top : -1;
        if (state === VISIBLE) {
          top += ROW;
          counts[Math.floor(index / chunk)]++;
        }
        this.show(row, index, state, Number(this.searching && kept[index] && !found[index]));
        if (this.summary[index] && row.ariaExpanded !== String(!shut.has(index))) row.ariaExpanded = String(!shut.has(index));
      });
      this.keepStop();
      this.size(counts, chunk);
      const filtered = hits < rows.length;
      this.bar.count.textContent = filtered ? `${hits} of ${rows.length} rows` : `${rows.length} rows`;
      this.draw();
    }

    /* Give the bodies their heights. Those in sight are drawn at once, where the browser alone would find one frame
       later that they are; the others are held back until the keys rest, for whatever they cost is not the answer.
       The body of the row that takes the focus is never held, since what is held cannot be reached with Tab. */
    size(counts, chunk) {
      const held = [], heights = counts.map((count) => count * ROW), stop = Math.floor(this.tab / chunk);
      if (heights.every((height, index) => height === this.heights[index])) return;
      this.heights = heights;
      const whole = heights.reduce((sum, height) => sum + height, 0);
      const from = Math.max(0, Math.min(this.scrolled, whole - this.tall)), to = from + this.tall;
      let top = 0;
      this.bodies.forEach((body, index) => {
        const height = heights[index], away = Math.max(from - top - height, top - to);
        const near = away < 0 && height > 0, far = !near && index !== stop;
        top += height;
        body.style.height = `${height}px`;
        body.classList.toggle("near", near);
        body.classList.toggle("far", far);
        if (near || far) held.push([away, body]);
      });
      this.held = held.sort(([one], [other]) => one - other).map(([, body]) => body);
      this.later(() => this.ease(1));
    }

    /* Do it when the keys have rested since the frame that showed the answer. */
    later(act) {
      clearTimeout(this.rest);
      const turn = (this.turn = {});
      const rest = () => turn === this.turn && (this.rest = setTimeout(act, REST_MS));
      requestAnimationFrame(() => requestAnimationFrame(rest));
    }

    /* Let go of the nearest few bodies, then of more: near ones are drawn, the others only cost a look. */
    ease(some) {
      for (const body of this.held.splice(0, some)) body.classList.remove("near", "far");
      if (this.held.length) this.rest = setTimeout(() => this.ease(2 * some));
    }

    release() {
      clearTimeout(this.rest);
      this.turn = null;
      this.ease(this.held.length);
    }

    show(row, index, state, context) {
      if (this.states[index] !== state) {
        if (this.states[index]) row.classList.remove(CLASSES[this.states[index]]);
        if (state) row.classList.add(CLASSES[state]);
        this.states[index] = state;
      }
      if (this.context[index] !== context) row.classList.toggle("k", Boolean(context));
      this.context[index] = context;
    }

    fold(index, shut) {
      if (!this.summary[index]) return;
      if (shut) this.shut.add(index);
      else this.shut.delete(index);
      this.layout();
    }

    foldAll(shut) {
      this.shut.clear();
      if (shut) this.summary.forEach((summary, index) => summary && this.shut.add(index));
      this.layout();
    }

    /* Places ------------------------------------------------------------------------------------------ */

    draw() {
      this.arrows.draw(this.tops, this.laneWidth());
      this.arrows.light(this.selected);
    }

    laneWidth() {
      this.width ??= this.lane.offsetWidth;
      return this.width;
    }

    /* Width of the columns that stay where they are. */
    stuck() {
      const cells = [...this.table.tHead.rows[0].cells].slice(0, 4);
      return cells.reduce((sum, cell) => (getComputedStyle(cell).position === "sticky" ? sum + cell.offsetWidth : sum), 0);
    }

    firstStart() {
      return Math.min(...this.rows.map((_, index) => this.arrows.span(index)?.[0] ?? 100));
    }

    goTo(percent, share) {
      const x = this.lane.offsetLeft + (this.laneWidth() * percent) / 100, stuck = this.stuck();
      this.box.scrollLeft = x - stuck - (this.box.clientWidth - stuck) * share;
    }

    goToRow(index) {
      if (index < 0) return;
      this.reveal(index);
      this.release();
      this.box.scrollTop = this.tops[index] - this.box.clientHeight / 3;
      const span = this.arrows.span(index);
      if (span) this.goTo(span[0], 0.25);
    }

    reveal(index) {
      if (this.states[index] === FILTERED) this.bar.clear();
      for (let above = this.parent[index]; above >= 0; above = this.parent[above]) this.shut.delete(above);
      this.layout();
    }

    /* Follow a link to a row, from elsewhere or from the line below the chart. */
    follow() {
      const row = document.getElementById(location.hash.slice(1));
      if (!this.places.has(row)) return;
      this.select(this.places.get(row));
      this.goToRow(this.selected);
      row.focus({ preventScroll: true });
      this.box.scrollIntoView({ block: "nearest" });
    }

    /* Selection and keys ------------------------------------------------------------------------------- */

    select(index) {
      if (index === this.selected) return;
      this.rows[this.selected]?.classList.remove("at");
      this.selected = index;
      this.rows[index].classList.add("at");
      this.stop(index);
      this.bar.press();
      this.point(index);
    }

    /* Show what hangs on a row: the one under the pointer, else the selected one. */
    point(index) {
      const shown = index < 0 ? this.selected : index;
      this.arrows.light(shown);
      this.note.show(shown);
    }

    stop(index) {
      this.rows[this.tab].tabIndex = -1;
      this.rows[index].tabIndex = 0;
      this.tab = index;
    }

    /* The row that takes the focus must be one that is shown. */
    keepStop() {
      let index = this.tab;
      if (this.tops[index] >= 0) return;
      const focused = this.rows[index] === document.activeElement;
      while (index >= 0 && this.tops[index] < 0) index = this.parent[index];
      if (index < 0) index = this.tops.findIndex((top) => top >= 0);
      if (index < 0) return;
      this.stop(index);
      if (!focused) return;
      this.release();
      this.rows[index].focus({ preventScroll: true });
    }

    focus(index) {
      if (index < 0) return;
      this.select(index);
      this.release();
      this.rows[index].focus({ preventScroll: true });
      const head = this.table.tHead.offsetHeight, room = this.box.clientHeight - head - ROW;
      const { scrollTop } = this.box;
      if (this.tops[index] < scrollTop) this.box.scrollTop = this.tops[index];
      else if (this.tops[index] > scrollTop + room) this.box.scrollTop = this.tops[index] - room;
    }

    step(index, by) {
      let reached = index;
      for (let next = index + Math.sign(by), left = Math.abs(by); left > 0 && next >= 0 && next < this.rows.length; next += Math.sign(by)) {
        if (this.tops[next] < 0) continue;
        reached = next;
        left--;
      }
      return reached;
    }

    key(event) {
      const index = this.places.get(event.target);
      if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      const shut = this.shut.has(index);
      const sideways = this.box.clientWidth / 4;
      const does = {
        ArrowDown: () => this.focus(this.step(index, 1)),
        ArrowUp: () => this.focus(this.step(index, -1)),
        PageDown: () => this.focus(this.step(index, PAGE)),
        PageUp: () => this.focus(this.step(index, -PAGE)),
        Home: () => this.focus(this.step(-1, 1)),
        End: () => this.focus(this.step(this.rows.length, -1)),
        ArrowRight: () => {
          if (event.shiftKey) this.box.scrollLeft += sideways;
          else if (this.summary[index] && shut) this.fold(index, false);
          else if (this.summary[index]) this.focus(this.step(index, 1));
        },
        ArrowLeft: () => {
          if (event.shiftKey) this.box.scrollLeft -= sideways;
          else if (this.summary[index] && !shut) this.fold(index, true);
          else this.focus(this.parent[index]);
        },
        Enter: () => event.target.querySelector("th a")?.click(),
      }[event.key];
      if (!does) return;
      event.preventDefault();
      does();
    }

    /* Sideways nothing new comes into sight. */
    scroll() {
      if (this.scrolled === this.box.scrollTop) return;
      this.scrolled = this.box.scrollTop;
      this.release();
    }

    listen() {
      const rowOf = (event) => this.places.get(event.target.closest("tbody tr")) ?? -1;
      let before; // the row that was selected when a finger came down
      this.table.addEventListener("pointerdown", (event) => (before = event.pointerType === "touch" ? this.selected : undefined));
      this.table.addEventListener("click", (event) => {
        const index = rowOf(event);
        if (index < 0) return;
        if (before !== undefined && before !== index) event.preventDefault(); // the first tap shows, the second opens
        before = undefined;
        if (event.target.closest(".mp-fold")) this.fold(index, !this.shut.has(index));
        else this.select(index);
      });
      this.table.addEventListener("focusin", (event) => rowOf(event) >= 0 && this.select(rowOf(event)));
      this.table.addEventListener("keydown", (event) => this.key(event));
      this.table.addEventListener("pointermove", (event) => {
        const index = rowOf(event);
        const still = !event.movementX && !event.movementY; // the chart moved, not the pointer
        if (still || index === this.pointed) return;
        this.pointed = index;
        this.point(index);
      });
      this.table.addEventListener("pointerleave", () => {
        this.pointed = -1;
        this.point(-1);
      });
      this.box.addEventListener("scroll", () => this.scroll(), { passive: true });
      for (const event of ["hashchange", "load"]) addEventListener(event, () => this.follow());
      new ResizeObserver(([{ contentRect }]) => (this.tall = contentRect.height)).observe(this.box);
      new ResizeObserver(() => {
        if (this.lane.offsetWidth === this.laneWidth()) return;
        this.width = undefined;
        this.draw();
      }).observe(this.lane);
      new Milepost.DayLine(this.box, this.lane, () => this.stuck());
    }

  }

  const start = () => document.querySelectorAll(".mp-gantt").forEach((box) => new Chart(box));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
