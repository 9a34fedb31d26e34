"""What browser tests share: a visit that remembers what went wrong, and a judgement of a page as people meet it."""

import functools
import http.server
import shutil
import threading
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PICTURES = Path(__file__).resolve().parents[2] / "test-artifacts" / "portal"
PICTURED = {"index", "plan", "budget", "risks"}
WIDE, MIDDLE, NARROW = 1440, 768, 360
ROWS = 6


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server that keeps its log to itself."""

    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """The address of a folder that a static server publishes."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Visit:
    """A page of a browser that remembers what went wrong and what was asked for."""

    def __init__(self, browser, root, width=1440, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.root, self.page = root, context.new_page()
        self.wrong = []
        self.page.on(
            "console",
            lambda message: message.type in {"error", "warning"} and self.wrong.append(message.text),
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self.requested)

    def requested(self, request):
        if not request.url.startswith((self.root, "data:", "blob:")):
            self.wrong.append(request.url)

    def go(self, name):
        self.page.goto(f"{self.root}/{name}")
        self.page.wait_for_load_state("load")
        return self.page


SHORTEN = """most => {
  for (const body of document.querySelectorAll("tbody"))
    if (!body.closest(".mp-gantt")) [...body.rows].slice(most).forEach(row => row.remove());
  for (const list of document.querySelectorAll(".mp-records, ol.mp-findings, .mp-fields dd, .mp-fields ul"))
    [...list.children].slice(most).forEach(item => item.remove());
  const rows = [...document.querySelectorAll(".mp-g tbody tr")];
  rows.slice(4 * most).forEach(row => row.remove());
}"""
CONTENT = ".md-content"
WITHOUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
SCROLLED = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable"]}}

WORDS_UNLIKE = """where => {
  const root = document.querySelector(where), seen = new Map(), found = [];
  for (const element of root.querySelectorAll("*")) {
    if (![...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    let path = "";
    for (let at = element; at !== root; at = at.parentElement)
      path += ` ${at.localName}.${at.getAttribute("class")}.${/color|background|--/.test(at.getAttribute("style")) && at.getAttribute("style")}`;
    seen.set(path, (seen.get(path) ?? 0) + 1);
    if (seen.get(path) <= 2) found.push(element);
  }
  return found;
}"""


def axe(page, rules, within="document"):
    """The serious and critical violations on a page, or within some elements, in words."""
    options = {"resultTypes": ["violations"], "preload": False, "selectors": False, **rules}
    found = page.evaluate(f"async options => axe.run({within}, options)", options)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def colours(page, where):
    """Words with too little contrast; of those alike in tags, classes and colours up to `where`, two are judged."""
    return axe(page, COLOURS, f"{{ include: ({WORDS_UNLIKE})({where!r}) }}")


def sideways(page, width):
    """Whether a page scrolls sideways at a width, in words."""
    page.set_viewport_size({"width": width, "height": 900})
    try:  # the theme moves its drawers for a moment when the width changes
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=3000)
    except PlaywrightTimeoutError:
        return [f"scrolls sideways at {width} px"]
    return []


def look_at(visit, name, *, judge=True):
    """What is wrong with a page at any width and in both colour schemes, or for those who do not see it well.

    The page is loaded once. Of rows and records alike, the first six are judged. Head and navigation have the
    same colours on every page, so these are judged on the pages that are pictured.
    """
    page = visit.go(name)
    stem = name.removesuffix(".html")
    pictured = judge and stem in PICTURED
    painted = "body" if pictured else CONTENT

    def picture(what):
        if pictured:
            page.screenshot(path=PICTURES / f"{stem}-{what}.png")

    wrong = []
    for width in (WIDE, MIDDLE, NARROW):
        wrong += sideways(page, width)
        picture(width)
    if judge:
        page.evaluate(SHORTEN, ROWS)
        page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        page.add_style_tag(content="*, *::before, *::after { transition: none !important }")
        wrong += axe(page, SCROLLED)
        page.set_viewport_size({"width": WIDE, "height": 900})
        wrong += colours(page, painted)
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        wrong += [f"dark: {one}" for one in colours(page, painted)]
        picture("dark")
        wrong += axe(page, WITHOUT_COLOURS)
    return [f"{stem}: {problem}" for problem in wrong]
