"""The small project over which the examples of the rules are laid: complete, and without a finding."""

BASE: dict[str, str] = {
    "project.yaml": """\
milepost: 1
id: P-1
name: Catalogue migration
purpose: Readers find every book from home.
manager: mara
start: 2026-01-05
target_finish: 2026-03-31
status_date: 2026-02-06
calendar: std
currency: EUR
""",
    "calendars.yaml": """\
calendars:
  - id: std
    name: Standard week
    hours_per_day: 8
    week:
      monday: ["08:00-12:00", "13:00-17:00"]
      tuesday: ["08:00-12:00", "13:00-17:00"]
      wednesday: ["08:00-12:00", "13:00-17:00"]
      thursday: ["08:00-12:00", "13:00-17:00"]
      friday: ["08:00-12:00", "13:00-17:00"]
""",
    "people.yaml": """\
people:
  - id: mara
    name: Mara Lindqvist
    role: Project manager
    email: mara.lindqvist@example.org
    calendar: std
    rates: [{from: 2026-01-01, per: h, amount: 92 EUR}]
  - id: raj
    name: Raj Okafor
    role: Data engineer
    email: raj.okafor@example.org
    calendar: std
    rates: [{from: 2026-01-01, per: h, amount: 78 EUR}]
""",
    "plan.yaml": """\
tasks:
  - id: T-1
    name: Migrate the catalogue
    owner: mara
    tasks:
      - id: T-2
        name: Map the fields
        duration: 10d
        assignments: [mara]
        progress: {actual_start: 2026-01-12, actual_finish: 2026-01-23, percent: 100}
      - id: T-3
        name: Load the records
        duration: 25d
        predecessors: [T-2]
        assignments: [raj]
        progress: {actual_start: 2026-01-26, percent: 40}
  - id: T-4
    name: Catalogue live
    milestone: true
    owner: mara
    predecessors: [T-3]
""",
    "budget.yaml": """\
accounts:
  - id: CA-1
    name: Migration
    manager: mara
lines:
  - id: B-1
    title: Conversion tool
    account: CA-1
    category: licence
    amount: 6000 EUR
""",
}


def laid_over_base(files: dict[str, str]) -> dict[str, str]:
    """The base project with the files of an example in the place of its own."""
    return {**BASE, **files}
