/* What every page needs beside its own: names for landmarks that the theme leaves without one, the record that
   the address asks for in sight, edges behind which there is more, and a search that can be asked for ids. All of it optional. */
(() => {
  "use strict";

  const name = (selector, label) =>
    document.querySelectorAll(selector).forEach((element) => element.setAttribute("aria-label", label));

  /* A target inside a folded part would stay out of sight. */
  function unfold() {
    const id = decodeURIComponent(location.hash.slice(1));
    for (let at = id && document.getElementById(id); at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }

  /* Of an id that is written up to its hyphen the theme's search makes a question that it fails at: it waits. */
  function wholeIds(event) {
    if (event.target.matches?.(".md-search__input") && /-\s*$/.test(event.target.value)) event.stopPropagation();
  }

  document.addEventListener("keyup", wholeIds, true);

  /* A table of the handbook that is wider than the page is scrolled by keys too. */
  function reachable() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.scrollWidth <= box.clientWidth) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Table");
    }
  }

  for (const event of ["load", "resize"]) addEventListener(event, reachable);

  /* What is wider than its box fades at the edge behind which there is more. */
  function more(box) {
    const left = box.scrollWidth - box.clientWidth - box.scrollLeft;
    if (left > 1) box.dataset.more = "";
    else delete box.dataset.more;
  }

  function watch() {
    const sizes = new ResizeObserver((seen) => seen.forEach((one) => more(one.target)));
    for (const box of document.querySelectorAll(".mp-scroll:not(.mp-gantt)")) {
      sizes.observe(box);
      box.addEventListener("scroll", () => more(box), { passive: true });
    }
  }

  const start = () => {
    name(".md-search[role=dialog]", "Search");
    name("nav.md-path", "Breadcrumbs");
    watch();
    unfold();
    addEventListener("hashchange", unfold);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
