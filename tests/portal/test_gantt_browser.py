"""The Gantt chart by use, in a real Chromium: on the demo, and on a generated project of 2,000 tasks."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from milepost.cli import main
from tests.benchmarks.plans import write_project
from tests.portal.browsing import Visit

PAGE = "schedule/plan.html"
ROWS = "table.mp-g tbody tr"


@pytest.fixture(scope="module")
def site(demo_folder):
    return demo_folder.as_uri()


@pytest.fixture
def visit(chromium, site):
    made = Visit(chromium, site)
    yield made
    assert made.wrong == []
    made.page.context.close()


def shown(page):
    """Ids of the rows that are shown."""
    return page.evaluate(
        "rows => [...document.querySelectorAll(rows)].filter(row => row.checkVisibility()).map(row => row.id.slice(2))",
        ROWS,
    )


def focused(page):
    return page.evaluate("document.activeElement.id").removeprefix("g-")


def arrows(page, layer):
    """The arrows of a layer, in pixels of the window: where each begins, and where its tip is."""
    return page.evaluate(
        """layer => {
          const path = document.querySelector(layer);
          const { left, top } = path.ownerSVGElement.getBoundingClientRect();
          return path.getAttribute("d").split("M").filter(part => part.includes("H")).map(line => {
            let [x, y] = line.match(/^(-?[.0-9]+) (-?[.0-9]+)/).slice(1).map(Number);
            const from = [left + x, top + y];
            for (const [, step, to] of line.matchAll(/([HV])(-?[.0-9]+)/g)) step === "H" ? (x = +to) : (y = +to);
            return [...from, left + x, top + y];
          });
        }""",
        f"svg.links {layer}",
    )


def joined(page, source, target):
    """What the arrow from the end of one bar down to the beginning of another must look like."""
    one, other = bar(page, source), bar(page, target)
    return pytest.approx([one["x"] + one["width"], one["y"] + 7, other["x"] + 3, other["y"]], abs=1.5)


def bar(page, identifier):
    return page.locator(f"#g-{identifier} td > i:not([class])").bounding_box()


def test_it_reads_without_a_script(chromium, site):
    page = Visit(chromium, site, java_script_enabled=False).go(PAGE)
    assert page.locator(ROWS).count() == 27
    last = page.locator(ROWS).last
    last.scroll_into_view_if_needed()
    assert last.is_visible()
    assert page.locator(".sc:visible").count() == 1


def test_arrows_meet_their_bars(visit):
    page = visit.go(PAGE)
    assert joined(page, "T-130", "T-140") in arrows(page, ".c")
    assert joined(page, "T-110", "T-120") in arrows(page, "path")


def test_arrows_are_drawn_without_a_script_as_with_it(chromium, site):
    drawn = [
        Visit(chromium, site, java_script_enabled=script).go(PAGE).locator("svg.links .c").get_attribute("d")
        for script in (False, True)
    ]
    arrows = [sorted(map(corners, re.split(r"(?<=.)(?=M[.0-9]+ [.0-9]+H)", path))) for path in drawn]
    assert len(arrows[0]) == len(arrows[1]) > 3
    for one, other in zip(*arrows, strict=True):
        assert one == pytest.approx(other, abs=0.3)


def corners(path):
    """The numbers of an arrow's path."""
    return [float(number) for number in re.findall(r"[.0-9]+", path)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_only_the_chart_scrolls_sideways(chromium, site, width, scheme):
    visit = Visit(chromium, site, width, color_scheme=scheme)
    page = visit.go(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.mp-gantt'))")
    name, lane = page.locator("#g-T-110 > *").first.bounding_box(), page.locator(".mp-gantt").bounding_box()
    assert name["x"] == pytest.approx(lane["x"], abs=2)
    assert name["width"] < width / 2
    assert visit.wrong == []


def test_zoom_keeps_the_middle_the_rows_and_the_arrows(visit):
    page = visit.go(PAGE)
    now = ".mp-gantt .now"
    before, width = page.locator(now).bounding_box()["x"], bar(page, "T-140")["width"]
    page.get_by_role("button", name="Day", exact=True).click()
    assert bar(page, "T-140")["width"] == pytest.approx(3 * width, rel=0.02)
    box = page.locator(".mp-gantt").bounding_box()
    assert box["x"] < page.locator(now).bounding_box()["x"] < box["x"] + box["width"]
    assert abs(page.locator(now).bounding_box()["x"] - before) < box["width"] / 2
    assert page.locator(".sc:visible").get_attribute("class").split()[1] == "day"
    assert joined(page, "T-130", "T-140") in arrows(page, ".c")


def test_the_scale_is_kept_in_the_address(visit):
    page = visit.go(PAGE)
    page.get_by_role("button", name="Quarter").click()
    assert page.url.endswith("?scale=quarter")
    page.reload()
    expect(page.get_by_role("button", name="Quarter")).to_have_attribute("aria-pressed", "true")
    assert page.locator(".sc:visible").get_attribute("class").split()[1] == "quarter"
    page.get_by_role("button", name="Week").click()
    assert page.url.endswith(PAGE)


def test_text_finds_names_and_ids_below_their_summaries(visit):
    page = visit.go(PAGE)
    page.get_by_role("searchbox", name="Find tasks").fill("t-14")
    assert shown(page) == ["T-100", "T-140"]
    assert page.locator(".mp-gbar .mp-count").inner_text() == "1 of 27 rows"
    page.wait_for_url("**?find=t-14")
    page.reload()
    assert shown(page) == ["T-100", "T-140"]
    page.get_by_role("searchbox", name="Find tasks").fill("no such thing")
    assert shown(page) == []
    page.get_by_role("searchbox", name="Find tasks").fill("")
    assert len(shown(page)) == 27


def test_filters_by_person_critical_and_done(visit):
    page = visit.go(PAGE)
    page.get_by_role("combobox", name="Tasks of").select_option("Mara Lindqvist")
    assert not any(one.startswith("M-") for one in shown(page))
    page.get_by_role("combobox", name="Tasks of").select_option("Everyone")
    page.get_by_label("Critical only").check()
    assert {"T-140", "T-150", "M-4"} <= set(shown(page))
    assert "T-110" not in shown(page)
    page.get_by_label("Critical only").uncheck()
    page.get_by_label("Hide done").check()
    assert "T-110" not in shown(page)
    assert "T-140" in shown(page)


def test_folding_hides_the_children_and_moves_the_arrows(visit):
    page = visit.go(PAGE)
    summary = page.locator("#g-T-100")
    page.get_by_role("button", name="Unfold all").click()
    page.locator("#g-T-100 .mp-fold").click()
    expect(summary).to_have_attribute("aria-expanded", "false")
    assert "T-110" not in shown(page)
    assert "T-200" in shown(page)
    assert joined(page, "T-210", "T-220") in arrows(page, "path")
    page.locator("#g-T-100 .mp-fold").click()
    assert "T-110" in shown(page)
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert not [one for one in shown(page) if page.locator(f"#g-{one}").get_attribute("data-d") != "0"]


def test_keys_move_between_rows_and_fold(visit):
    page = visit.go(PAGE)
    rows = shown(page)
    page.locator("#g-T-100").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "T-110"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "T-100"
    page.keyboard.press("ArrowLeft")
    assert shown(page)[:2] == ["T-100", "T-200"]
    page.keyboard.press("ArrowDown")
    assert focused(page) == "T-200"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert shown(page) == rows
    page.keyboard.press("ArrowRight")
    assert focused(page) == "T-110"
    page.keyboard.press("End")
    assert focused(page) == rows[-1]
    page.keyboard.press("PageUp")
    assert focused(page) == rows[-11]
    assert page.locator(f"{ROWS}[tabindex='0']").count() == 1
    assert page.locator("#g-" + rows[-11]).evaluate(
        "row => getComputedStyle(row.cells[0]).boxShadow !== 'none'"
    )


def test_the_focus_leaves_a_row_that_is_folded_away(visit):
    page = visit.go(PAGE)
    page.locator("#g-T-130").focus()
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert page.locator(f"{ROWS}[tabindex='0']").get_attribute("id") == "g-T-100"


def test_enter_opens_the_record(visit):
    page = visit.go(PAGE)
    page.locator("#g-T-140").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/schedule/tasks.html#T-140")


def test_a_link_to_a_row_unfolds_marks_and_shows_it(visit):
    page = visit.go(f"{PAGE}?find=training#g-T-140")
    row = page.locator("#g-T-140")
    expect(row).to_be_in_viewport()
    expect(row).to_be_focused()
    assert "at" in row.get_attribute("class").split()
    assert page.get_by_role("searchbox", name="Find tasks").input_value() == ""
    box, place = page.locator(".mp-gantt").bounding_box(), bar(page, "T-140")
    assert box["x"] < place["x"] < box["x"] + box["width"]
    page.get_by_role("button", name="Fold all", exact=True).click()
    page.evaluate("location.hash = '#g-T-150'")
    expect(page.locator("#g-T-150")).to_be_focused()
    assert "T-150" in shown(page)


def test_the_note_says_what_the_row_says_and_leads_on(visit):
    page = visit.go(f"{PAGE}#g-T-140")
    note = page.locator(".mp-ginfo")
    assert "T-140" in note.inner_text()
    assert "40\u202f% done · critical" in note.inner_text()
    note.get_by_role("link", name="T-150").click()
    expect(page.locator("#g-T-150")).to_be_focused()
    assert "T-150" in note.inner_text()


def test_the_note_tells_the_chain_that_sets_the_dates(chromium, example):
    visit = Visit(chromium, example.as_uri())
    page = visit.go("plan.html#g-T-412")
    note = page.locator(".mp-ginfo")
    assert "baseline 11 Dec 2026, 11 d later" in note.inner_text()
    assert "Dates follow from T-336 → T-337 FF → M-5 → T-412" in note.inner_text()
    lit = arrows(page, ".on")
    note.get_by_role("link", name="T-337 FF").first.click()
    assert "Dates follow from T-336 → T-337 FF\n" in note.inner_text()
    assert len(arrows(page, ".on")) != len(lit)
    assert visit.wrong == []


def test_the_chain_leads_through_summaries(chromium, tmp_path):
    """From a summary to the task below it that ends last, and from a task to what its summary waits for."""
    project = tmp_path / "project"
    write_project(project, 1)
    (project / "plan.yaml").write_text("""\
tasks:
  - id: S-1
    name: Before
    tasks:
      - {id: T-1, name: Short, duration: 2d}
      - {id: T-2, name: Long, duration: 5d, predecessors: [T-1]}
      - {id: T-3, name: Aside, duration: 1d}
  - id: S-2
    name: Behind
    predecessors: [S-1]
    tasks:
      - {id: T-4, name: First, duration: 3d}
      - {id: T-5, name: Later, duration: 3d, constraint: {type: start-no-earlier-than, date: 2026-03-02}}
""")
    with pytest.raises(SystemExit) as ended:
        main(["build", str(project), "--out", str(tmp_path / "site")])
    assert ended.value.code == 0
    visit = Visit(chromium, (tmp_path / "site").as_uri())
    told = visit.go("plan.html#g-T-4").locator(".mp-ginfo").inner_text()
    assert told.endswith("Dates follow from T-1 → T-2 → S-2")
    told = visit.go("plan.html#g-T-5").locator(".mp-ginfo").inner_text()
    assert "Later" in told
    assert "Dates follow from" not in told
    assert visit.wrong == []


def test_the_first_tap_shows_the_row_and_the_second_opens_it(chromium, example):
    visit = Visit(chromium, example.as_uri(), 360, has_touch=True, is_mobile=True)
    page = visit.go("plan.html")
    assert page.locator(".mp-ginfo").inner_text().startswith("Tap a row:")
    name = page.locator("#g-T-323 th a")
    name.tap()
    assert page.url.endswith("plan.html")
    expect(page.locator(".mp-ginfo")).to_be_in_viewport()
    assert "T-323 Configure microbiology" in page.locator(".mp-ginfo").inner_text()
    name.tap()
    page.wait_for_url("**/tasks.html#T-323")
    assert visit.wrong == []


def test_names_and_ids_are_legible_on_any_screen(chromium, example):
    for width, ids in ((1440, True), (360, False)):
        page = Visit(chromium, example.as_uri(), width).go("plan.html")
        assert page.locator("#g-T-412 small").is_visible() is ids
        clipped = page.evaluate(
            "[...document.querySelectorAll('.mp-g tbody th > a')].filter(a => a.scrollHeight > a.clientHeight + 1).length"
        )
        assert clipped <= (0 if ids else page.locator(ROWS).count() // 3)


def test_the_day_under_the_pointer_is_named(visit):
    page = visit.go(PAGE)
    place = page.locator(".mp-gantt .now").bounding_box()
    page.mouse.move(place["x"] + 1, place["y"] + 100)
    assert page.locator(".mp-gday").inner_text() == "Fri, 20 Nov 2026"
    page.mouse.move(place["x"] + 1 + 8, place["y"] + 100)
    assert page.locator(".mp-gday").inner_text() == "Sat, 21 Nov 2026 · not a working day"
    page.mouse.move(5, 5)
    expect(page.locator(".mp-gday")).to_have_count(0)


def test_buttons_go_to_the_start_the_status_date_and_the_selected_task(visit):
    page = visit.go(PAGE)
    box = page.locator(".mp-gantt").bounding_box()
    expect(page.get_by_role("button", name="Selected task")).to_be_disabled()
    page.locator("#g-T-450 th").click(position={"x": 60, "y": 26})
    page.get_by_role("button", name="Start", exact=True).click()
    assert box["x"] < bar(page, "T-110")["x"] < box["x"] + box["width"]
    assert bar(page, "T-450")["x"] > box["x"] + box["width"]
    page.get_by_role("button", name="Selected task").click()
    assert box["x"] < bar(page, "T-450")["x"] < box["x"] + box["width"]
    page.get_by_role("button", name="Status date").click()
    assert box["x"] < page.locator(".mp-gantt .now").bounding_box()["x"] < box["x"] + box["width"]


def test_rows_tell_a_screen_reader_where_they_are(visit):
    page = visit.go(PAGE)
    grid = page.get_by_role("treegrid")
    assert grid.get_by_role("row").count() == 28
    row = grid.get_by_role("row", name=re.compile("Map the source records|T-140|Trial", re.IGNORECASE)).first
    assert row.get_attribute("aria-level") == "2"
    assert "aria-expanded" not in row.evaluate("row => row.getAttributeNames()")
    words = page.locator("#g-T-140").evaluate("row => row.textContent")
    for said in ("2 Dec 2026", "0 d", "40\u202f% done", "critical"):
        assert said in words


def test_print_shows_every_row_and_no_controls(chromium, site):
    page = Visit(chromium, site, 1500).go(PAGE)
    page.get_by_role("button", name="Fold all", exact=True).click()
    page.emulate_media(media="print")
    rows = page.locator(ROWS)
    assert len(shown(page)) == rows.count() == 27
    boxes = [row.bounding_box() for row in rows.all()]
    assert all(one["y"] + one["height"] <= two["y"] + 1 for one, two in pairwise(boxes))
    whole = page.locator(".mp-gantt").bounding_box()
    assert boxes[-1]["y"] + boxes[-1]["height"] <= whole["y"] + whole["height"] + 1
    assert page.locator(".mp-gbar:visible").count() == 0
    assert (
        page.locator(".mp-g thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
    )
    sheet = page.pdf(prefer_css_page_size=True)
    width, height = (float(n) for n in re.search(rb"MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", sheet).groups())
    assert (width, height) == pytest.approx((1190.6, 841.9), abs=1)


def test_two_thousand_tasks_stay_usable(chromium, tmp_path):
    tasks = 2000
    write_project(tmp_path / "large", tasks)
    out = tmp_path / "site"
    with pytest.raises(SystemExit, match="0"):
        main(["build", str(tmp_path / "large"), "--out", str(out)])
    text = (out / "plan.html").read_text()
    chart = text[text.index('<div class="mp-scroll mp-gantt') : text.index("</table>")]
    assert len(chart.encode()) < 900_000
    (out / "chart.html").write_text(re.sub(r'<h2 id="milestones".*(?=</article>)', "", text, flags=re.DOTALL))
    visit = Visit(chromium, out.as_uri())
    page = visit.go("chart.html")
    rows = page.locator(ROWS).count()
    assert rows == tasks + tasks // 10
    assert page.locator("svg.links path").first.get_attribute("d") == ""
    page.get_by_role("searchbox", name="Find tasks").fill("t-1999")
    assert shown(page) == ["W-199", "T-1999"]
    page.locator("#g-T-1999 th").hover(position={"x": 100, "y": 4})
    assert page.locator("svg.links .on").get_attribute("d") == ""
    page.get_by_role("searchbox", name="Find tasks").fill("")
    assert page.evaluate("document.querySelector('.mp-g').offsetHeight") > 30 * rows
    page.evaluate("location.hash = '#g-T-1999'")
    expect(page.locator("#g-T-1999")).to_be_in_viewport()
    assert page.locator("svg.links .on").get_attribute("d").count("H") >= 1
    page.get_by_role("button", name="Day", exact=True).click()
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert page.evaluate("document.querySelector('.mp-g tbody').offsetHeight") == 4 * 30
    assert visit.wrong == []
