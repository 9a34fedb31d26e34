"""What pages weigh, and how soon they answer in Chromium on a processor four times as slow as this one."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

SLOWER = 4
PAGES = 5
REST_MS = 1000
FILTER = ".mp-gbar input[type=search]"
ANSWER = """filter => {
  window.answer = new Promise(done => document.querySelector(filter).addEventListener("keydown", () => {
    const from = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from)));
  }, { once: true }));
  return null;
}"""
KILOBYTE = 1000
_LINKED = re.compile(r'(?:href|src)="([^"#?]+\.(?:css|js|svg|png|ico))"')
_THEME = re.compile(r"^assets/(?:stylesheets|javascripts|images)/")


def dashboard_weight(site):
    """Bytes of the first page with what it loads beyond the theme."""
    page = site / "index.html"
    text = page.read_text(encoding="utf-8")
    names = {name for name in _LINKED.findall(text) if not urlsplit(name).scheme and not _THEME.match(name)}
    return page.stat().st_size + sum(
        (site / name).stat().st_size for name in names if (site / name).is_file()
    )


def keystrokes(site):
    """Milliseconds from the first key in the chart's filter to the frame that shows the answer.

    Each is measured by the page itself, which Chromium slows down: from the event of the key to the beginning of the
    frame after the one that was drawn for it. Every time the page is a new one, and has come to rest. These are
    seconds of the clock, so other work on the machine counts too: the least of them is nearest to the truth.

    Returns:
        One figure per page, the least first.
    """
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        took = sorted(_keystroke(browser, (Path(site) / "plan.html").as_uri()) for _ in range(PAGES))
        browser.close()
    return took


def _keystroke(browser, url):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    page.focus(FILTER)
    page.wait_for_timeout(REST_MS)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(ANSWER, FILTER)
    page.keyboard.press("9")
    took = page.evaluate("window.answer")
    page.close()
    return took
