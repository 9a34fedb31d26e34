/* What a page can do beyond being read: sort and filter tables, fold the Gantt chart. All of it optional. */
(() => {
  "use strict";

  const FILTER_FROM = 8;

  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  /* Tables ------------------------------------------------------------------------------------------- */

  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const NUMERIC = new Set(["k-money", "k-number"]);

  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    const original = [...table.tBodies[0].rows];
    heads.forEach((head, column) => {
      const numeric = NUMERIC.has(head.className);
      const button = make("button", { type: "button", class: "mp-sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        table.tBodies[0].append(...ordered(original, column, numeric, next));
      });
    });
  }

  function ordered(rows, column, numeric, direction) {
    if (!direction) return rows;
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = rows.map((row) => {
      const cell = row.cells[column];
      const key = cell.dataset.s ?? cell.textContent.trim();
      return { row, empty: key === "" || key === "\u2013", key: numeric ? Number(key) : key };
    });
    keyed.sort((a, b) => {
      if (a.empty || b.empty) return a.empty - b.empty;
      return sign * (numeric ? a.key - b.key : collator.compare(a.key, b.key));
    });
    return keyed.map((one) => one.row);
  }

  function filterable(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < FILTER_FROM) return;
    const box = table.closest(".mp-tablebox");
    const input = make("input", { type: "search", class: "mp-filter", placeholder: "Filter rows" });
    input.setAttribute("aria-label", `Filter ${table.caption.textContent}`);
    const count = make("span", { class: "mp-count", role: "status" }, `${rows.length} rows`);
    const bar = make("div", { class: "mp-filterbar" });
    bar.append(input, count);
    box.before(bar);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const hit = words.every((word) => texts[index].includes(word));
        row.hidden = !hit;
        shown += hit;
      });
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
    });
  }

  /* Gantt chart -------------------------------------------------------------------------------------- */

  const ROW = 30;

  function gantt(box) {
    const body = box.querySelector("tbody");
    const rows = [...body.rows].filter((row) => row.dataset.d !== undefined);
    const depths = rows.map((row) => Number(row.dataset.d));
    const folded = new Set();
    const links = [...box.querySelectorAll("svg.links path[data-l]")].map((path) => {
      const [from, to, type] = path.dataset.l.split(" ");
      return { path, from: Number(from), to: Number(to), type, drawn: path.getAttribute("d") };
    });

    const draw = () => {
      let hiddenBelow = Infinity;
      let top = 0;
      const tops = rows.map((row, index) => {
        if (depths[index] <= hiddenBelow) hiddenBelow = Infinity;
        row.hidden = depths[index] > hiddenBelow;
        if (!row.hidden && folded.has(index)) hiddenBelow = depths[index];
        const place = row.hidden ? -1 : top;
        if (!row.hidden) top += ROW;
        return place;
      });
      for (const link of links) moved(link, tops);
      for (const svg of box.querySelectorAll("tr.o svg")) svg.parentElement.style.setProperty("--h", `${top}px`);
      body.querySelector("tr.o td:last-child").classList.toggle("cut", top < rows.length * ROW);
    };

    const moved = (link, tops) => {
      const gone = tops[link.from] < 0 || tops[link.to] < 0;
      link.path.style.display = gone ? "none" : "";
      if (gone) return;
      link.path.setAttribute("d", rerouted(link, tops[link.from], tops[link.to]));
    };

    rows.forEach((row, index) => {
      if (!(depths[index + 1] > depths[index])) return;
      const button = make("button", { type: "button", class: "mp-fold", "aria-expanded": "true" });
      button.setAttribute("aria-label", `Fold ${row.cells[0].textContent.trim()}`);
      button.addEventListener("click", () => {
        const fold = !folded.has(index);
        if (fold) folded.add(index);
        else folded.delete(index);
        button.setAttribute("aria-expanded", String(!fold));
        draw();
      });
      row.cells[0].prepend(button);
      if (row.dataset.folded !== undefined) {
        folded.add(index);
        button.setAttribute("aria-expanded", "false");
      }
    });
    if (folded.size) draw();

    const of = new Map();
    for (const link of links) for (const end of [link.from, link.to]) of.set(end, [...(of.get(end) ?? []), link.path]);
    const light = (event, on) => {
      const row = event.target.closest("tr[data-d]");
      for (const path of of.get(rows.indexOf(row)) ?? []) path.classList.toggle("on", on);
    };
    for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]])
      body.addEventListener(name, (event) => light(event, on));

    const now = box.querySelector("svg.links .now");
    const lane = box.querySelector("th.l");
    if (now && lane && box.scrollWidth > box.clientWidth) {
      const x = Number(now.getAttribute("d").match(/^M([\d.]+)/)[1]);
      const visible = box.clientWidth - rows[0].cells[0].offsetWidth;
      box.scrollLeft = Math.max(0, lane.offsetLeft - rows[0].cells[0].offsetWidth + x - visible / 2);
    }
  }

  /* Rows move up and down only, so an arrow keeps its x values and gets new y values. */
  function rerouted(link, from, to) {
    const y0 = link.from * ROW + ROW / 2, y1 = link.to * ROW + ROW / 2;
    const n0 = from + ROW / 2, n1 = to + ROW / 2;
    const move = (y) => {
      const near0 = Math.abs(y - y0), near1 = Math.abs(y - y1);
      return near0 < near1 ? y - y0 + n0 : y - y1 + n1;
    };
    return link.drawn
      .replace(/V(-?[\d.]+)/g, (_, y) => `V${move(Number(y)).toFixed(1)}`)
      .replace(/([ML]-?[\d.]+) (-?[\d.]+)/g, (_, head, y) => `${head} ${move(Number(y)).toFixed(1)}`);
  }

  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);
  const start = () => {
    each("table[data-mp-table]", (table) => {
      sortable(table);
      filterable(table);
    });
    each(".mp-gantt", gantt);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
