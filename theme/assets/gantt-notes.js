/* What a Gantt chart says in words: about the row at hand, and about the day under the pointer. */
(() => {
  "use strict";

  const DAY_MS = 86_400_000, SHOWN_LINKS = 6, LONGEST_CHAIN = 10;
  const touched = matchMedia("(hover: none)").matches;
  const HINT = `${touched ? "Tap a row" : "Point at a row, or move to it with the arrow keys"}: what it says, and the chain that sets its dates, appear here.`;
  const Milepost = (window.Milepost ??= {});

  const make = (tag, attributes = {}, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const percents = (element) => element.getAttribute("style").match(/[.0-9]+(?=%)/g).map(Number);

  const nameOf = (row) => row.querySelector("th a").textContent;

  /* The lines below the chart: dates, float, progress, what set them, and the rows it hangs on. */
  Milepost.RowNote = class {
    constructor(rows, people, arrows) {
      Object.assign(this, { rows, people, arrows });
      this.element = make("div", { class: "mp-ginfo" });
    }

    show(index) {
      this.element.classList.toggle("mp-ginfo--row", index >= 0);
      if (index < 0) {
        this.element.replaceChildren(make("p", {}, HINT));
        return;
      }
      const row = this.rows[index];
      const links = this.arrows.of(index);
      this.element.replaceChildren(
        make("p", {}, this.link(index), " ", make("strong", {}, this.record(row))),
        make("p", {}, this.facts(row).filter(Boolean).join(" · ")),
        ...this.because(this.arrows.chain(index)),
        ...this.ends("After", links.filter((link) => link.to === index), "from"),
        ...this.ends("Before", links.filter((link) => link.from === index), "to"),
      );
    }

    /* The row's name, with its link to the record where it has one. */
    record(row) {
      const { href } = row.querySelector("th a");
      return href ? make("a", { href }, nameOf(row)) : nameOf(row);
    }

    facts(row) {
      const [, start, finish, float, lane] = [...row.cells].map((cell) => cell.textContent);
      const words = row.cells[4].lastElementChild?.textContent ?? lane;
      const numbers = (row.dataset.w ?? "").split(" ").filter(Boolean).map(Number);
      return [
        start === finish ? start : `${start} – ${finish}`,
        float && `float ${float}`,
        words.replaceAll("; ", " · "),
        numbers.map((number) => this.people[number][1]).join(", "),
      ];
    }

    /* The way along the links that set the dates, the last of it where it is long. */
    because(chain) {
      if (!chain.length) return [];
      const shown = chain.slice(-LONGEST_CHAIN);
      const begin = [shown.length < chain.length ? "… → " : "", this.link(shown[0].from)];
      return [make("p", {}, "Dates follow from ", ...begin, ...shown.flatMap((link) => [" → ", this.link(link.to, link.type)]))];
    }

    ends(label, links, end) {
      if (!links.length) return [];
      const shown = links.slice(0, SHOWN_LINKS).flatMap((link) => [" ", this.link(link[end], link.type)]);
      const more = links.length > SHOWN_LINKS ? [` and ${links.length - SHOWN_LINKS} more`] : [];
      return [make("p", {}, label, ...shown, ...more)];
    }

    link(index, type = "FS") {
      const row = this.rows[index], id = row.id.slice(2);
      const attributes = { class: "mp-id", href: `#${row.id}`, title: nameOf(row) };
      return make("a", attributes, type === "FS" ? id : `${id} ${type}`);
    }
  };

  /* The day under the pointer, with its name where it has one. */
  Milepost.DayLine = class {
    constructor(box, lane, stuck) {
      Object.assign(this, { box, lane, stuck });
      this.days = Number(getComputedStyle(box).getPropertyValue("--days"));
      this.named = this.stretches(".hd i");
      this.free = this.stretches(".bg i");
      const language = document.documentElement.lang || "en";
      this.format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
        weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
      });
      this.chip = make("span", { class: "mp-gday", "aria-hidden": "true" });
      this.line = make("b", { class: "here" });
      box.addEventListener("pointerleave", () => this.hide());
      box.addEventListener("pointermove", (event) => event.pointerType === "touch" || this.move(event.clientX));
    }

    stretches(selector) {
      return [...this.box.querySelectorAll(selector)].map((one) => {
        const [left, width] = percents(one).map((number) => (number * this.days) / 100);
        return { from: Math.round(left), to: Math.round(left + width), title: one.title };
      });
    }

    hide() {
      this.chip.remove();
      this.line.remove();
    }

    move(x) {
      const { left, width } = this.lane.getBoundingClientRect(), stuck = this.stuck();
      const edge = this.box.getBoundingClientRect().left + stuck;
      const day = Math.floor(((x - left) / width) * this.days);
      if (x < edge || day < 0 || day >= this.days) {
        this.hide();
        return;
      }
      this.chip.textContent = this.text(day);
      this.chip.classList.toggle("r", x > edge + (this.box.clientWidth - stuck) / 2);
      this.chip.style.left = this.line.style.left = `${((day + 0.5) * 100) / this.days}%`;
      if (this.chip.isConnected) return;
      this.lane.append(this.chip);
      this.box.querySelector(".bg").append(this.line);
    }

    text(day) {
      const within = ({ from, to }) => from <= day && day < to;
      const date = this.format.format((Number(this.box.dataset.from) + day) * DAY_MS);
      const note = this.named.find(within)?.title || (this.free.some(within) ? "not a working day" : "");
      return note ? `${date} · ${note}` : date;
    }
  };
})();
