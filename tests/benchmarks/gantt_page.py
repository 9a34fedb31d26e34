"""Reads, checks and schedules a project and makes its plan page with the Gantt: gantt_page.py FOLDER."""

import sys
from pathlib import Path

from milepost.checking import check_project
from milepost.portal.charts import Charts
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.plan_pages import plan_page
from milepost.portal.compose.registers import shown_registers
from milepost.portal.formats import formats_of
from milepost.portal.page import page_parts
from milepost.portal.render import Renderer


def main() -> None:
    folder = Path(sys.argv[1])
    checked = check_project(folder)
    project = checked.project
    (plan,) = (register for register in shown_registers(project) if register.name == "plan")
    renderer = Renderer(formats_of(project), Charts(None), None)
    page = plan_page(checked, plan, Cells(project), renderer)
    with (folder / "plan.md").open("w", encoding="utf-8") as file:
        file.writelines(page_parts(page))


if __name__ == "__main__":
    main()
