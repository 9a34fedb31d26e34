"""What pages weigh, and how soon they answer in Chromium on a processor four times as slow as this one.

Time is that of the page's own thread, so that other work on the machine does not count.
"""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

SLOWER = 4
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


def keystroke(site):
    """Milliseconds of work from the first key in the chart's filter to the frame that shows the answer."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto((Path(site) / "plan.html").as_uri())
        page.wait_for_selector(".mp-gbar input[type=search]")
        session = page.context.new_cdp_session(page)
        session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
        session.send("Performance.enable")
        before = task_seconds(session)
        page.evaluate(
            """() => new Promise(done => {
              const input = document.querySelector(".mp-gbar input[type=search]");
              input.value = "9";
              input.dispatchEvent(new Event("input", { bubbles: true }));
              requestAnimationFrame(() => setTimeout(done));
            })"""
        )
        took = 1000 * SLOWER * (task_seconds(session) - before)
        browser.close()
    return took


def task_seconds(session):
    """Seconds that the page's thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")
