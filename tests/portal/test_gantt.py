"""The Gantt chart as HTML."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from milepost.portal.formats import Formats
from milepost.portal.gantt import CHUNK, DEEPEST, MANY_ARROWS, gantt_html
from milepost.portal.geometry import DAY, ROW
from milepost.portal.views.gantt import GanttArrow, GanttPerson, LinkType, NamedDays, RowKind, Scale
from tests.portal.demo import gantt_view, large_gantt

VIEW = gantt_view()
HTML = gantt_html(VIEW, Formats())
PLACES = {row.id: number for number, row in enumerate(VIEW.rows)}


def row_of(identifier, html=HTML):
    return re.search(rf'<tr id="g-{identifier}".*?</tr>', html)[0]


def with_row(**changes):
    """The chart of one row, T-140 with changes."""
    row = replace(VIEW.rows[PLACES["T-140"]], **changes)
    return gantt_html(replace(VIEW, rows=(row,), arrows=()), Formats())


def bar_of(identifier):
    place = re.search(r'<i style="left:([\d.]+)%;width:([\d.]+)%', row_of(identifier))
    return float(place[1]), float(place[2])


def paths(html):
    """The other, the critical and the row's own arrows."""
    svg = re.search(r'<svg class="links".*?</svg>', html)[0]
    return re.findall(r"<path[^>]*?(?: d=\"([^\"]*)\")?/>", svg)


def test_every_row_is_there_with_its_dates_in_words():
    assert len(re.findall(r"<tr id=", HTML)) == len(VIEW.rows)
    assert "<td>2 Dec 2026</td>" in row_of("T-140")


def test_bars_stand_where_their_dates_are():
    left, width = bar_of("T-140")
    later, _ = bar_of("T-150")
    assert 0 < left < left + width < later < 100


def test_marks_tell_critical_baseline_float_deadline_and_milestone():
    assert 'class="c"' in row_of("T-140")
    assert '<i class="p"' in row_of("T-140")
    assert '<i class="f"' in row_of("T-220")
    assert '<i class="e l"' in row_of("T-150")
    assert 'class="m c"' in row_of("M-4")
    assert '<i class="q"' in row_of("M-4")
    assert 'class="m z"' in row_of("M-1")
    assert '<b style="width:40%">' in row_of("T-140")


def test_what_the_marks_show_is_said_in_words():
    words = re.search(r"<b>([^<]*)</b></td></tr>", with_row(why="T-130 FS", deadline=VIEW.rows[0].finish))[1]
    assert words.startswith("40\u202f% done; critical; baseline 23 Nov 2026; deadline ")
    assert words.endswith("; set by T-130 FS")


def test_the_legend_names_what_is_in_the_chart_and_nothing_else():
    def legend(html):
        return re.findall(r"mp-key--([a-z]+)", re.search(r'<ul class="mp-legend".*?</ul>', html)[0])

    assert {"task", "critical", "baseline", "deadline", "milestone", "link", "free", "status"} <= set(
        legend(HTML)
    )
    assert legend(with_row(baseline_finish=None, critical=False, late_finish=None)) == [
        "task",
        "status",
        "free",
    ]


def test_the_slip_stands_behind_the_baseline():
    assert "baseline 23 Nov 2026, 7 d later;" in with_row(slip="7 d later", why="the status date")


def test_a_deadline_that_is_missed_is_marked_and_said():
    row = VIEW.rows[PLACES["T-140"]]
    kept, missed = with_row(deadline=row.finish), with_row(deadline=row.finish - DAY)
    assert '<i class="e"' in kept
    assert "missed" not in kept
    assert '<i class="e l"' in missed
    assert re.search(r"; deadline \d+ \w+ \d{4} missed[;<]", missed)


def test_what_set_the_start_is_not_said_of_what_is_done():
    assert "set by" not in with_row(why="its actual start", percent=100)


def test_a_task_without_dates_has_a_row_and_no_bar():
    html = with_row(start=None, finish=None)
    assert "<td></td><td></td>" in row_of("T-140", html)
    assert row_of("T-140", html).endswith("<td><b>no dates</b></td></tr>")


@pytest.mark.parametrize(("percent", "said"), [(250, "100\u202f% done"), (-5, "0\u202f% done")])
def test_percentages_are_bounded(percent, said):
    html = with_row(percent=percent)
    assert said in html
    assert '<b style="width:' not in row_of("T-140", html)


def test_depth_is_bounded():
    assert f'data-d="{DEEPEST}"' in with_row(depth=30)


def test_few_arrows_are_all_drawn():
    others, critical, own = paths(HTML)
    starts = len(re.findall(r"M[\d.]+ [\d.]+H", others + critical))
    assert starts == len(VIEW.arrows) <= MANY_ARROWS
    assert critical.count("H") > 0
    assert own == ""


def test_of_many_arrows_only_the_critical_ones_are_drawn():
    view = large_gantt(100)
    html = gantt_html(view, Formats())
    others, critical, _ = paths(html)
    assert others == ""
    assert len(re.findall(r"M[\d.]+ [\d.]+H", critical)) == sum(arrow.critical for arrow in view.arrows)
    assert "mp-gantt--many" in html
    assert "mp-gantt--many" not in HTML


def test_arrows_leave_from_the_middle_of_their_row():
    arrow = GanttArrow("T-410", "T-420")
    critical = paths(gantt_html(replace(VIEW, arrows=(arrow,)), Formats()))[0]
    assert re.match(rf"M[\d.]+ {PLACES['T-410'] * ROW + ROW / 2}H", critical)


def test_links_to_unknown_rows_are_left_out():
    unknown = replace(VIEW, arrows=(*VIEW.arrows, GanttArrow("T-110", "gone"), GanttArrow("gone", "T-110")))
    assert gantt_html(unknown, Formats()) == HTML


def test_rows_carry_their_predecessors_with_type_and_criticality():
    arrows = (
        GanttArrow("T-110", "T-140"),
        GanttArrow("T-120", "T-140", LinkType.START_START),
        GanttArrow("T-130", "T-140", LinkType.FINISH_FINISH, critical=True, driving=True),
    )
    html = gantt_html(replace(VIEW, arrows=arrows), Formats())
    assert 'data-p="1 2SS 3FF!*"' in row_of("T-140", html)


def test_rows_carry_who_works_on_them():
    people = (GanttPerson("ada", "Ada Roth", "Ada"), GanttPerson("mara", "Mara <b>", "M<b>"))
    row = replace(VIEW.rows[1], who=("mara", "nobody"))
    html = gantt_html(replace(VIEW, rows=(row,), people=people, arrows=()), Formats())
    assert json.loads(unescape(re.search(r'data-people="([^"]*)"', html)[1])) == [
        ["ada", "Ada Roth"],
        ["mara", "Mara <b>"],
    ]
    assert 'data-w="1"' in html
    assert "M&lt;b&gt;</u>" in html


def test_of_many_people_beside_a_bar_the_rest_is_counted():
    people = tuple(GanttPerson(f"p{n}", f"Person {n}", f"P{n}") for n in range(5))
    row = replace(VIEW.rows[1], who=tuple(one.id for one in people), percent=0)
    html = gantt_html(replace(VIEW, rows=(row,), people=people, arrows=()), Formats())
    assert "<u>P0, P1, P2 +2</u>" in html


def test_labels_near_the_end_stand_before_their_bars():
    assert '<u class="r">' in row_of("T-450")
    assert '<u class="r">' not in row_of("T-110")


def test_every_scale_is_there_and_one_is_chosen():
    assert re.findall(r'<div class="sc (\w+)', HTML) == ["day", "week", "month", "quarter"]
    assert f'data-scale="{VIEW.scale.value}"' in HTML
    assert HTML.count(" paper") == 1


def test_scales_that_would_be_too_wide_are_left_out():
    late = replace(VIEW.rows[1], finish=VIEW.rows[1].finish + 5000 * DAY)
    html = gantt_html(replace(VIEW, rows=(late,), arrows=(), scale=Scale.QUARTER), Formats())
    assert re.findall(r'<div class="sc (\w+)', html) == ["month", "quarter"]


@pytest.mark.parametrize("scale", ["day", "week", "month", "quarter"])
def test_labels_have_the_widths_of_their_time(scale):
    days = int(re.search(r"--days:(\d+)", HTML)[1])
    head = re.search(rf'<div class="sc {scale}.*?</div></div>', HTML)[0]
    lower = head.split('<div class="ax">')[2]
    shares = [float(share or 1) for share in re.findall(r"<b(?: style=\"flex:([\d.]+)\")?>", lower)]
    usual = {"day": 1, "week": 7, "month": 31, "quarter": 92}[scale]
    assert sum(shares) * usual == pytest.approx(days, rel=0.002)


def test_named_days_stand_at_their_place():
    start = VIEW.rows[0].start // DAY * DAY
    names = (NamedDays(start, start + DAY, 'Saint "Ada"'), NamedDays(0, DAY, "long ago"))
    html = gantt_html(replace(VIEW, names=names), Formats())
    left = float(re.search(r'<i title="Saint &quot;Ada&quot;" style="left:([\d.]+)%', html)[1])
    days = int(re.search(r"--days:(\d+)", html)[1])
    first = int(re.search(r'data-from="(\d+)"', html)[1])
    assert left * days / 100 == pytest.approx(start / DAY - first, abs=0.01)
    assert "long ago" not in html


def test_rows_stand_in_bodies_of_known_size():
    html = gantt_html(large_gantt(100), Formats())
    assert re.findall(r"<tbody([^>]*)>", html) == ["", "", f' style="--n:{100 - 2 * CHUNK}"']


def test_a_plan_without_rows_has_a_chart():
    html = gantt_html(replace(VIEW, rows=(), arrows=()), Formats())
    assert "<tbody" not in html


def test_two_thousand_rows_leave_room_on_a_page_of_one_and_a_half_megabytes():
    assert len(gantt_html(large_gantt(2000), Formats()).encode()) < 900_000


def test_summaries_and_milestones_have_no_label():
    row = replace(VIEW.rows[0], kind=RowKind.SUMMARY, who=("mara",))
    assert "<u>" not in gantt_html(replace(VIEW, rows=(row,), arrows=()), Formats())
