"""What a ledger and the budget of a plan cost, once the plan is read and scheduled.

Usage: books.py PROJECT_FOLDER LEDGER. The clock runs from the bytes of the ledger to the figures of the budget:
reading and checking the lines, joining them with the records, the checks of the budget, planned and earned
value, actual cost, forecasts, their checks. The project is read, and its dates are computed, before.
It prints the CPU seconds.
"""

import gc
import sys
import time
from pathlib import Path

from milepost.assembly import assemble
from milepost.budget.baseline import baseline_in_force
from milepost.budget.checks import CHECKS
from milepost.budget.compute import compute_budget
from milepost.load import load_schemas
from milepost.schedule.holidays import holidays_for
from milepost.schedule.plan import compute_schedule
from milepost.source.documents import read_documents
from milepost.source.fields import Fields
from milepost.source.files import SourceFile
from milepost.source.folder import DiskFolder
from milepost.source.table_files import read_tables
from milepost.source.validate import SchemaCheck


def main():
    gc.disable()  # as the command line does
    root, path = Path(sys.argv[1]), Path(sys.argv[2])
    schemas, _ = load_schemas()
    check = SchemaCheck(schemas)
    documents, _ = read_documents(DiskFolder(root), schemas)
    for document in documents:
        check.check(document)
    plan, _ = assemble(documents, schemas)
    schedule, _ = compute_schedule(plan, holidays_for)
    settings = Fields(plan.settings.data, plan.settings.document)
    began = time.process_time()
    file = SourceFile("actuals/ledger.csv", "actuals", "table", None, path.read_bytes())
    (ledger,), findings = read_tables([file], settings, schemas)
    findings += check.check(ledger)
    project, wrong = assemble([*documents, ledger], schemas)
    findings += wrong
    findings += [finding for one in CHECKS for finding in one(project)]
    budget, computed = compute_budget(project, schedule, baseline_in_force(project))
    seconds = time.process_time() - began
    if findings or computed or not budget.performance.ac or not budget.performance.ev:
        sys.exit(f"not what was to be measured: {[*findings, *computed][:3]}")
    print(seconds)


if __name__ == "__main__":
    main()
