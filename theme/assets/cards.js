/* The card of a record: what it is and how it stands, beside a link to it that is pointed at or has the focus. */
(() => {
  "use strict";

  const LINKS = "a.mp-id, a.mp-party, a[data-mp-card]";
  const SHOW_AFTER = 250, HIDE_AFTER = 180, GAP = 6;
  const SOURCE = new URL("../../data/cards.js", document.currentScript.src).href;

  /* The card says what the tooltip of the link says; without this script the tooltip stays. */
  document.querySelectorAll("a.mp-id[title], a.mp-party[title]").forEach((link) => link.removeAttribute("title"));

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  let loading = null;
  const cards = () =>
    (loading ??= new Promise((done) => {
      const script = make("script");
      script.src = SOURCE;
      script.onload = () => done(window.MilepostCards ?? {});
      script.onerror = () => done({});
      document.head.append(script);
    }));

  let card = null, current = null, timer = 0;

  function element() {
    if (card) return card;
    card = make("div", "mp-hover mp");
    card.id = "mp-hover";
    card.setAttribute("role", "tooltip");
    card.hidden = true;
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", leave);
    document.body.append(card);
    return card;
  }

  function fill(id, [kind, title, status, tone, facts]) {
    const head = make("p", "mp-hover__head", `${kind} ${id}`);
    const list = make("dl", "mp-hover__facts");
    for (const [label, text] of facts) list.append(make("dt", "", label), make("dd", "", text));
    element().replaceChildren(head, make("p", "mp-hover__title", title));
    if (status) card.append(make("p", `mp-badge mp-${tone}`, status));
    if (facts.length) card.append(list);
  }

  function place(link) {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = document.documentElement.clientWidth, { offsetWidth, offsetHeight } = card;
    const left = Math.max(8, Math.min(at.left, width - offsetWidth - 8));
    const below = at.bottom + GAP + offsetHeight <= innerHeight || at.top < offsetHeight + GAP;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? at.bottom + GAP : at.top - GAP - offsetHeight) + scrollY}px`;
  }

  async function show(link) {
    const id = link.dataset.mpCard ?? decodeURIComponent(link.hash.slice(1));
    const known = (await cards())[id];
    if (!known || current !== link) return;
    fill(id, known);
    card.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", "mp-hover");
  }

  function hide() {
    clearTimeout(timer);
    current?.removeAttribute("aria-describedby");
    current = null;
    if (card) card.hidden = true;
  }

  function enter(link) {
    if (link === current) return clearTimeout(timer);
    hide();
    current = link;
    timer = setTimeout(show, SHOW_AFTER, link);
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, HIDE_AFTER);
  }

  const linkAt = (event) => (event.target instanceof Element ? event.target.closest(LINKS) : null);
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "touch" ? null : linkAt(event);
    if (link) enter(link);
    else if (current && !card?.contains(event.target) && !current.matches(":focus-visible")) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible")) enter(link);
    else if (!card?.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) hide();
  });
})();
