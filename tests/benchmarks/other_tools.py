"""What other schedulers need for plans of the kind that `plans.py` writes.

TaskJuggler 3.7.1 on layered networks of the same shape (one to three predecessors, finish to start, work
packages above them, a five-day week), one core of a machine of the same class: CPU seconds and MiB for
scheduling durations and writing an HTML Gantt chart, a load report and CSV. The lower end of what was measured.
"""

TASKJUGGLER = {1000: (8.0, 407), 5000: (84.0, 2000)}
"""Number of tasks to CPU seconds and MiB."""
