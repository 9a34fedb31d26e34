"""Where bars, ticks and arrows stand."""

import re
from datetime import date
from itertools import pairwise

import pytest

from milepost.portal.geometry import (
    DAY,
    ROW,
    Axis,
    arrow_path,
    axis_of,
    day_of,
    instant_of,
    last_day_of,
    paper_scale,
    scales_of,
    ticks,
)
from milepost.portal.views.gantt import GanttRow, GanttView, LinkType, RowKind, Scale

START = instant_of(date(2026, 7, 1))


def one_task(**more):
    return GanttView("t", (GanttRow("T-1", "a", 0, RowKind.TASK, START + 480, START + 2 * DAY, **more),))


def test_days_and_instants():
    assert day_of(START) == date(2026, 7, 1)
    assert last_day_of(START) == date(2026, 6, 30)
    assert last_day_of(START + 1020) == date(2026, 7, 1)


def test_the_axis_holds_everything_and_begins_and_ends_at_midnight():
    view = one_task(baseline_start=START - 9 * DAY, baseline_finish=START, deadline=START + 30 * DAY)
    axis = axis_of(view)
    assert axis.start % DAY == axis.finish % DAY == 0
    assert axis.start < START - 9 * DAY
    assert axis.finish > START + 30 * DAY


def test_a_plan_without_dates_has_an_axis():
    axis = axis_of(GanttView("t", (GanttRow("T-1", "a", 0, RowKind.TASK, None, None),)))
    assert axis.finish > axis.start


def test_positions_are_linear():
    axis = Axis(START, START + 10 * DAY, 500)
    assert axis.position(START + 5 * DAY) == 50
    assert axis.pixels(START + DAY) == 50
    assert axis.percent(DAY) == 10


@pytest.mark.parametrize(
    ("days", "offered", "on_paper"),
    [
        (50, list(Scale), Scale.DAY),
        (400, list(Scale), Scale.WEEK),
        (1100, [Scale.WEEK, Scale.MONTH, Scale.QUARTER], Scale.MONTH),
        (5000, [Scale.MONTH, Scale.QUARTER], Scale.QUARTER),
        (40_000, [Scale.QUARTER], Scale.QUARTER),
    ],
)
def test_the_longer_the_plan_the_fewer_scales_and_the_coarser_on_paper(days, offered, on_paper):
    axis = Axis(START, START + days * DAY, 1000)
    assert axis.days == days
    assert list(scales_of(axis)) == offered
    assert paper_scale(axis) is on_paper


@pytest.mark.parametrize("scale", list(Scale))
def test_ticks_tile_the_axis(scale):
    axis = Axis(START - 3 * DAY, START + 400 * DAY, 1000)
    for row in ticks(axis, scale):
        assert row[0].left == 0
        for one, other in pairwise(row):
            assert one.left + one.width == pytest.approx(other.left)
        assert row[-1].left + row[-1].width == pytest.approx(100)


def test_ticks_are_named_by_what_they_are():
    axis = Axis(START, START + 200 * DAY, 1000)
    assert [tick.label for tick in ticks(axis, Scale.MONTH)[1]][:3] == ["Jul", "Aug", "Sep"]
    assert [tick.label for tick in ticks(axis, Scale.QUARTER)[1]] == ["Q3", "Q4", "Q1"]
    assert ticks(axis, Scale.WEEK)[1][1].label == "6"


def points(path):
    """The corners of the line, without the head."""
    line = path.split("M")[1]
    x, y = (float(number) for number in re.match(r"([-\d.]+) ([-\d.]+)", line).groups())
    corners = [(x, y)]
    for step, number in re.findall(r"([HV])([-\d.]+)", line):
        x, y = (float(number), y) if step == "H" else (x, float(number))
        corners.append((x, y))
    return corners


def test_a_link_forward_drops_onto_its_successor():
    corners = points(arrow_path(LinkType.FINISH_START, (100, 15), (100, 15 + ROW)))
    assert corners[0] == (100, 15)
    assert corners[-1] == (103, 15 + ROW - 7)


def test_a_link_to_a_row_above_comes_from_below():
    corners = points(arrow_path(LinkType.FINISH_START, (100, 75), (140, 15)))
    assert corners[-1] == (143, 22)


@pytest.mark.parametrize(
    ("kind", "leaves_right", "enters_right"),
    [
        (LinkType.FINISH_START, True, True),
        (LinkType.START_START, False, True),
        (LinkType.FINISH_FINISH, True, False),
        (LinkType.START_FINISH, False, False),
    ],
)
@pytest.mark.parametrize("target", [(40, 45), (300, 45), (40, 15), (300, 15)])
def test_sideways_links_leave_and_enter_at_the_right_ends(kind, leaves_right, enters_right, target):
    source = (100.0, 30.0)
    if kind is LinkType.FINISH_START and target[0] >= source[0]:
        return
    corners = points(arrow_path(kind, source, target))
    assert corners[0] == source
    assert corners[-1] == target
    assert (corners[1][0] > source[0]) is leaves_right
    assert (corners[-2][0] < target[0]) is enters_right
