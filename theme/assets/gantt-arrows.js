/* The arrows of a Gantt chart: as many as one can follow, from the links that the rows carry. */
(() => {
  "use strict";

  const ROW = 30, HALF_BAR = 7, STUB = 7, INSET = 3;
  const Milepost = (window.Milepost ??= {});

  /* As milepost.portal.geometry.arrow_path draws it. */
  function arrowPath(type, x1, y1, x2, y2) {
    const down = y2 > y1 ? 1 : -1;
    const at = (...numbers) => numbers.map((number) => number.toFixed(1)).join(" ");
    const head = (x, y, a, b) => `M${at(x + a[0], y + a[1])}L${at(x, y)}L${at(x + b[0], y + b[1])}`;
    if (type === "FS" && x2 >= x1 - 1) {
      const x = x2 + INSET, tip = y2 - down * HALF_BAR;
      return `M${at(x1, y1)}H${at(x)}V${at(tip)}${head(x, tip, [-3, -4 * down], [3, -4 * down])}`;
    }
    const leaves = type[0] === "F" ? 1 : -1, enters = type[1] === "S" ? 1 : -1;
    const into = x2 - enters * STUB, end = head(x2, y2, [-4 * enters, -3], [-4 * enters, 3]);
    let out = x1 + leaves * STUB;
    if (leaves !== enters) out = leaves > 0 ? Math.max(out, into) : Math.min(out, into);
    if (leaves !== enters || (into - out) * leaves >= 0) return `M${at(x1, y1)}H${at(out)}V${at(y2)}H${at(x2)}${end}`;
    return `M${at(x1, y1)}H${at(out)}V${at(y2 - (down * ROW) / 2)}H${at(into)}V${at(y2)}H${at(x2)}${end}`;
  }

  Milepost.Arrows = class {
    /* With many links, those off the critical path are drawn for one row at a time. */
    constructor(svg, rows, many) {
      this.svg = svg;
      this.rows = rows;
      this.many = many;
      this.spans = new Map();
      this.links = [];
      this.byRow = new Map();
      rows.forEach((row, to) => {
        for (const [, from, type = "FS", driving, critical] of (row.dataset.p ?? "").matchAll(/([0-9]+)([A-Z]{2})?(!)?([*])?/g)) {
          const link = { from: Number(from), to, type, driving: Boolean(driving), critical: Boolean(critical) };
          this.links.push(link);
          for (const end of [link.from, to]) this.byRow.set(end, [...this.of(end), link]);
        }
      });
    }

    /* Every link of a row. */
    of(index) {
      return this.byRow.get(index) ?? [];
    }

    /* The links that set a row's dates, from where they begin: through summaries to the task below them that
       is meant, and from a task to what a summary above it waits for. */
    chain(index) {
      const found = new Set();
      for (let link = this.driving(index); link && !found.has(link); link = this.driving(this.meant(link))) found.add(link);
      return [...found].reverse();
    }

    driving(index) {
      const own = (at) => this.of(at).find(({ to, driving }) => to === at && driving);
      const below = (this.rows[index]?.dataset.p ?? "").includes("^");
      let at = index;
      while (at >= 0 && !own(at)) at = below ? this.above(at) : -1;
      return at < 0 ? undefined : own(at);
    }

    depth(index) {
      return Number(this.rows[index].dataset.d);
    }

    /* The summary of a row; -1 at the top. */
    above(index) {
      let at = index - 1;
      while (at >= 0 && this.depth(at) >= this.depth(index)) at--;
      return at;
    }

    /* The row that a link comes from: below a summary the first to begin or the last to end. */
    meant({ from, type }) {
      let best = from, date = null;
      for (let at = from + 1; at < this.rows.length && this.depth(at) > this.depth(from); at++) {
        const span = this.rows[at].classList.contains("s") ? null : this.span(at);
        const own = span && (type[0] === "S" ? -span[0] : span[1]);
        if (own !== null && (date === null || own > date)) [best, date] = [at, own];
      }
      return best;
    }

    /* Where a row's bar begins and ends, in percent of the time axis; null without dates. */
    span(index) {
      if (!this.spans.has(index)) {
        const bar = this.rows[index].cells[4].querySelector(":scope > i:not([class])");
        const [left, width = 0] = (bar?.getAttribute("style").match(/[.0-9]+(?=%)/g) ?? []).map(Number);
        this.spans.set(index, bar ? [left, left + width] : null);
      }
      return this.spans.get(index);
    }

    draw(tops, width) {
      Object.assign(this, { tops, width });
      this.svg.removeAttribute("viewBox");
      this.svg.style.height = `${(Math.max(-ROW, ...tops) + ROW)}px`;
      const [others, critical] = this.svg.children;
      others.setAttribute("d", this.many ? "" : this.paths(this.links.filter((link) => !link.critical)));
      critical.setAttribute("d", this.paths(this.links.filter((link) => link.critical)));
    }

    light(index) {
      this.svg.lastElementChild.setAttribute("d", this.paths([...new Set([...this.of(index), ...this.chain(index)])]));
    }

    paths(links) {
      const middle = (index) => this.tops[index] + ROW / 2;
      const x = (index, end) => (this.span(index)[end] * this.width) / 100;
      return links
        .filter(({ from, to }) => [from, to].every((end) => this.tops[end] >= 0 && this.span(end)))
        .map(({ from, to, type }) =>
          arrowPath(type, x(from, type[0] === "F" ? 1 : 0), middle(from), x(to, type[1] === "S" ? 0 : 1), middle(to)),
        )
        .join("");
    }
  };
})();
