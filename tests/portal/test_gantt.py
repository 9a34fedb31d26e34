"""The Gantt chart as HTML."""

import re
from dataclasses import replace

from milepost.portal.formats import Formats
from milepost.portal.gantt import gantt_html
from milepost.portal.geometry import ROW
from milepost.portal.views import GanttArrow, LinkType, RowKind
from tests.portal.demo import gantt_view, large_gantt

VIEW = gantt_view()
HTML = gantt_html(VIEW, Formats())


def row_of(identifier):
    return re.search(rf'<tr id="g-{identifier}".*?</tr>', HTML)[0]


def test_every_row_is_there_with_its_dates_in_words():
    assert len(re.findall(r"<tr id=", HTML)) == len(VIEW.rows)
    assert "2 Dec 2026" in row_of("T-140")


def test_bars_stand_where_their_dates_are():
    left, width = (
        float(n)
        for n in re.search(r'class="b c" style="left:([\d.]+)%;width:([\d.]+)%', row_of("T-140")).groups()
    )
    later, _ = (
        float(n)
        for n in re.search(r'class="b c" style="left:([\d.]+)%;width:([\d.]+)%', row_of("T-150")).groups()
    )
    assert 0 < left < left + width < later < 100


def test_marks_tell_critical_baseline_float_deadline_and_milestone():
    assert "critical</span>" in row_of("T-140")
    assert 'class="bl"' in row_of("T-140")
    assert 'class="fl"' in row_of("T-220")
    assert 'class="dl"' in row_of("T-150")
    assert 'class="m c"' in row_of("M-4")
    assert 'class="bm"' in row_of("M-4")
    assert 'class="m x"' in row_of("M-1")
    assert "width:40%" in row_of("T-140")


def test_one_overlay_holds_every_arrow_between_known_rows():
    assert HTML.count('<svg class="links"') == 1
    assert HTML.count("data-l=") == len(VIEW.arrows)
    unknown = replace(VIEW, arrows=(*VIEW.arrows, GanttArrow("T-110", "gone"), GanttArrow("gone", "T-110")))
    assert gantt_html(unknown, Formats()).count("data-l=") == len(VIEW.arrows)


def test_arrows_name_their_rows_and_type_and_critical_ones_lie_on_top():
    assert 'data-l="16 15 SS"' not in HTML
    assert re.search(rf'data-l="15 16 {LinkType.START_START.value}" d="M[\d.]+ {15 * ROW + ROW / 2}', HTML)
    classes = re.findall(r"<path( class=\"c\")? data-l", HTML)
    assert classes == sorted(classes)


def test_a_task_without_dates_has_a_row_and_no_bar():
    bare = replace(
        VIEW.rows[0],
        kind=RowKind.TASK,
        start=None,
        finish=None,
        baseline_start=None,
        baseline_finish=None,
        late_finish=None,
    )
    html = gantt_html(replace(VIEW, rows=(bare, *VIEW.rows[1:])), Formats())
    assert '<td class="l"></td>' in re.search(r'<tr id="g-T-100".*?</tr>', html)[0]


def test_percentages_are_bounded():
    odd = replace(VIEW.rows[1], percent=250)
    assert "width:100%" in gantt_html(replace(VIEW, rows=(odd,), arrows=()), Formats())


def test_two_thousand_rows_stay_below_a_page_weight_of_one_and_a_half_megabytes():
    assert len(gantt_html(large_gantt(2000), Formats()).encode()) < 1_500_000
