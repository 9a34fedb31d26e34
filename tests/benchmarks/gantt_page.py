"""Reads, checks and schedules a project and makes its plan page with the Gantt: gantt_page.py FOLDER."""

import sys
from pathlib import Path

from milepost.checking import check_project
from milepost.portal.charts import Charts
from milepost.portal.compose import _formats, shown_registers
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.sections import register_page
from milepost.portal.page import page_text
from milepost.portal.render import Renderer


def main() -> None:
    folder = Path(sys.argv[1])
    checked = check_project(folder)
    project = checked.project
    (plan,) = (register for register in shown_registers(project) if register.name == "plan")
    renderer = Renderer(_formats(project), Charts(None), None)
    page = register_page(checked, plan, Cells(project), renderer)
    (folder / "plan.md").write_text(page_text(page), encoding="utf-8")


if __name__ == "__main__":
    main()
