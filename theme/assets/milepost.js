/* What a page can do beyond being read: sort and filter tables. All of it optional. */
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

  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);
  const start = () => {
    each("table[data-mp-table]", (table) => {
      sortable(table);
      filterable(table);
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
