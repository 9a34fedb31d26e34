/* Tables that sort and filter, and keep both in the address, so that a view can be sent to somebody. */
(() => {
  "use strict";

  const FILTER_FROM = 8;

  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  /* The address: `f.<table>` holds the words of the filter, `s.<table>` the column, with a minus for falling. */
  const kept = new URLSearchParams(location.search);
  function keep(key, value) {
    if (value) kept.set(key, value);
    else kept.delete(key);
    const query = kept.toString();
    try {
      history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch {
      /* Some browsers refuse this for files; the table works all the same. */
    }
  }

  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  const NUMERIC = new Set(["k-money", "k-number"]);

  function sortable(table, name) {
    const heads = [...table.tHead.rows[0].cells];
    const original = [...table.tBodies[0].rows];
    const key = `s.${name}`;

    function sort(column, direction) {
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (direction) heads[column].setAttribute("aria-sort", direction);
      const numeric = NUMERIC.has(heads[column].className);
      table.tBodies[0].append(...ordered(original, column, numeric, direction));
    }

    heads.forEach((head, column) => {
      const button = make("button", { type: "button", class: "mp-sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
        sort(column, next);
        keep(key, next && (next === "ascending" ? "" : "-") + (column + 1));
      });
    });
    const [, minus, number] = /^(-?)(\d+)$/.exec(kept.get(key) ?? "") ?? [];
    if (number && heads[number - 1]) sort(number - 1, minus ? "descending" : "ascending");
  }

  /* A cell that is a day and nothing else sorts by the day. */
  function keyOf(cell) {
    const day = cell.querySelector("time"), text = cell.textContent.trim();
    return cell.dataset.s ?? (day?.textContent === text ? day.dateTime : text);
  }

  function ordered(rows, column, numeric, direction) {
    if (!direction) return rows;
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = rows.map((row) => {
      const key = keyOf(row.cells[column]);
      return { row, empty: key === "" || key === "\u2013", key: numeric ? Number(key) : key };
    });
    keyed.sort((a, b) => {
      if (a.empty || b.empty) return a.empty - b.empty;
      return sign * (numeric ? a.key - b.key : collator.compare(a.key, b.key));
    });
    return keyed.map((one) => one.row);
  }

  function filterable(table, name) {
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
    const key = `f.${name}`;

    function filter() {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        const hit = words.every((word) => texts[index].includes(word));
        row.hidden = !hit;
        shown += hit;
      });
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
      keep(key, input.value.trim());
    }

    input.addEventListener("input", filter);
    if (kept.get(key)) {
      input.value = kept.get(key);
      filter();
    }
  }

  const start = () => {
    document.querySelectorAll("table[data-mp-table]").forEach((table) => {
      sortable(table, table.dataset.mpTable);
      filterable(table, table.dataset.mpTable);
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
