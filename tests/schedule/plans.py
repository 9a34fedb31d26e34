"""Reads plan files straight into networks, for tests of the engine alone."""

import csv
import re
from datetime import date
from pathlib import Path

import yaml

from milepost.schedule import (
    Activity,
    Calendar,
    LagUnit,
    Link,
    LinkType,
    Network,
    day_number,
    parse_instant,
    shift,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"min": 1, "h": 60}


def shifts(hours):
    return tuple(shift(*map(minute, text.split("-"))) for text in hours)


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def read_calendar(record):
    week = record["week"]
    return Calendar(
        week=tuple(shifts(week.get(day, ())) for day in WEEKDAYS),
        exceptions={
            day_number(date.fromisoformat(e["date"])): shifts(e["hours"])
            for e in record.get("exceptions", ())
        },
        minutes_per_day=record["hours_per_day"] * 60,
        name=record["id"],
    )


def read_minutes(text, calendar):
    number, unit = re.fullmatch(r"([+-]?[0-9.]+)([a-z]+)", text).groups()
    each = {"d": calendar.minutes_per_day, "w": calendar.minutes_per_week, **UNITS}[unit]
    return round(float(number) * each)


def read_lag(text, calendar):
    if text is None:
        return 0, LagUnit.WORKING
    if text.endswith("%"):
        return float(text[:-1]), LagUnit.PERCENT
    return read_minutes(text, calendar), LagUnit.WORKING


def read_plan(folder: Path):
    """Give a network from project.yaml, calendars.yaml and plan.yaml."""
    load = lambda name: yaml.safe_load((folder / name).read_text())  # noqa: E731
    project, calendars, plan = load("project.yaml"), load("calendars.yaml"), load("plan.yaml")
    calendar = next(read_calendar(c) for c in calendars["calendars"] if c["id"] == project["calendar"])
    activities, texts = [], []
    stack = [(task, None) for task in reversed(plan["tasks"])]
    while stack:
        task, parent = stack.pop()
        position = len(activities)
        activities.append(
            Activity(task["id"], calendar, read_minutes(task.get("duration", "0d"), calendar), parent=parent)
        )
        texts += [(text, position) for text in task.get("predecessors", ())]
        stack += [(child, position) for child in reversed(task.get("tasks", ()))]
    positions = {activity.id: position for position, activity in enumerate(activities)}
    links = []
    for text, successor in texts:
        name, _, rest = text.partition(" ")
        kind, lag = re.fullmatch(r"(FS|SS|FF|SF)?([+-].*)?", rest).groups()
        links.append(Link(positions[name], successor, LinkType(kind or "FS"), *read_lag(lag, calendar)))
    start = str(project["start"])
    return Network(
        parse_instant(start.replace(" ", "T")),
        calendar,
        tuple(activities),
        tuple(links),
        status_date=parse_instant(str(project["status_date"])),
    )


def read_expected(folder: Path):
    with (folder / "expected.csv").open() as file:
        return list(csv.DictReader(file))
