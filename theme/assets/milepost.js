/* What every page needs beside its own: names for landmarks that the theme leaves without one, and the record
   that the address asks for in sight. All of it optional. */
(() => {
  "use strict";

  const name = (selector, label) =>
    document.querySelectorAll(selector).forEach((element) => element.setAttribute("aria-label", label));

  /* A target inside a folded part would stay out of sight. */
  function unfold() {
    const id = decodeURIComponent(location.hash.slice(1));
    for (let at = id && document.getElementById(id); at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }

  const start = () => {
    name(".md-search[role=dialog]", "Search");
    name("nav.md-path", "Breadcrumbs");
    unfold();
    addEventListener("hashchange", unfold);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
