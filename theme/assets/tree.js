/* Tables that open: a row with rows below it gets a button. Without this, everything is open. */
(() => {
  "use strict";

  function fold(table) {
    const rows = [...table.tBodies[0].rows];
    const depth = rows.map((row) => Number(row.dataset.d));
    const shut = new Set();
    const buttons = new Map();
    const show = () => {
      let below = Infinity;
      rows.forEach((row, index) => {
        if (depth[index] <= below) below = Infinity;
        row.hidden = depth[index] > below;
        if (below === Infinity && shut.has(index)) below = depth[index];
        buttons.get(index)?.setAttribute("aria-expanded", String(!shut.has(index)));
      });
    };
    rows.forEach((row, index) => {
      if (!(depth[index + 1] > depth[index])) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mp-tree__fold";
      button.setAttribute("aria-label", `What is below ${row.cells[0].textContent.trim()}`);
      button.addEventListener("click", () => {
        if (!shut.delete(index)) shut.add(index);
        show();
      });
      row.cells[0].prepend(button);
      buttons.set(index, button);
      if (rows[index + 1].classList.contains("mp-tree__detail")) shut.add(index);
    });
    show();
  }

  const start = () => document.querySelectorAll("table[data-mp-tree]").forEach(fold);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
