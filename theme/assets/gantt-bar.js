/* The controls above a Gantt chart, and their state in the address of the page, so that a view can be shared. */
(() => {
  "use strict";

  const REST_MS = 250;
  const EVERYTHING = { find: "", who: "", critical: false, open: false };
  const CHECKS = { critical: "Critical only", open: "Hide done" };
  const Milepost = (window.Milepost ??= {});

  const make = (tag, attributes = {}, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const button = (text, act) => {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const group = (label, ...buttons) => make("span", { class: "mp-gset", role: "group", "aria-label": label }, ...buttons);
  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  Milepost.GanttBar = class {
    constructor(chart) {
      this.chart = chart;
      this.scales = [...chart.lane.querySelectorAll(".sc")].map((one) => one.classList[1]);
      this.opening = chart.box.dataset.scale;
      this.filter = { ...EVERYTHING };
      this.recall();
      this.element = make("div", { class: "mp-gbar", role: "group", "aria-label": "Chart" });
      this.element.append(this.zooming(), ...this.fields(), ...this.folding(), this.going());
      this.count = make("span", { class: "mp-count", role: "status" });
      this.element.append(this.count);
      this.press();
    }

    recall() {
      const asked = new URLSearchParams(location.search);
      const show = (asked.get("show") ?? "").split(" ");
      if (this.scales.includes(asked.get("scale"))) this.chart.box.dataset.scale = asked.get("scale");
      this.filter.find = asked.get("find") ?? "";
      if (this.chart.people.some(([id]) => id === asked.get("who"))) this.filter.who = asked.get("who");
      for (const name of Object.keys(CHECKS)) this.filter[name] = show.includes(name);
    }

    remember() {
      const { find, who } = this.filter, { scale } = this.chart.box.dataset;
      const show = Object.keys(CHECKS).filter((name) => this.filter[name]).join(" ");
      const url = new URL(location.href);
      for (const [name, value] of Object.entries({ scale: scale === this.opening ? "" : scale, find, who, show })) {
        if (value) url.searchParams.set(name, value);
        else url.searchParams.delete(name);
      }
      try {
        history.replaceState(history.state, "", url);
      } catch {
        /* A browser may forbid it for files; then the choice lasts as long as the page. */
      }
    }

    zooming() {
      this.scaleButtons = this.scales.map((scale) => button(capital(scale), () => this.chart.zoom(scale)));
      return group("Scale", ...this.scaleButtons);
    }

    fields() {
      this.inputs = { find: make("input", { type: "search", class: "mp-filter", placeholder: "Find tasks", "aria-label": "Find tasks by name or id" }) };
      if (this.chart.people.length) {
        const options = [["", "Everyone"], ...this.chart.people].map(([id, name]) => make("option", { value: id }, name));
        this.inputs.who = make("select", { "aria-label": "Tasks of" }, ...options);
      }
      for (const name of Object.keys(CHECKS)) this.inputs[name] = make("input", { type: "checkbox" });
      this.write();
      for (const [name, input] of Object.entries(this.inputs))
        input.addEventListener("input", () => this.change({ [name]: name in CHECKS ? input.checked : input.value }));
      return Object.entries(this.inputs).map(([name, input]) => (name in CHECKS ? make("label", {}, input, CHECKS[name]) : input));
    }

    folding() {
      if (!this.chart.summary.includes(true)) return [];
      return [group("Levels", button("Fold all", () => this.chart.foldAll(true)), button("Unfold all", () => this.chart.foldAll(false)))];
    }

    going() {
      const { chart } = this, { now } = chart.box.dataset;
      this.selected = button("Selected task", () => chart.goToRow(chart.selected));
      const status = now ? [button("Status date", () => chart.goTo(Number(now), 0.4))] : [];
      return group("Go to", button("Start", () => chart.goTo(chart.firstStart(), 0.05)), ...status, this.selected);
    }

    /* Show in the controls what holds. */
    write() {
      for (const [name, input] of Object.entries(this.inputs)) {
        if (name in CHECKS) input.checked = this.filter[name];
        else input.value = this.filter[name];
      }
    }

    press() {
      this.scaleButtons.forEach((one, index) => (one.ariaPressed = String(this.scales[index] === this.chart.box.dataset.scale)));
      this.selected.disabled = this.chart.selected < 0;
    }

    change(part) {
      Object.assign(this.filter, part);
      this.chart.filtered();
      clearTimeout(this.later);
      this.later = setTimeout(() => this.remember(), REST_MS);
    }

    clear() {
      this.change(EVERYTHING);
      this.write();
    }
  };
})();
