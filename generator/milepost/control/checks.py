"""The checks of control: direction and gates, changes and decisions, status."""

from milepost.control import (
    change_checks,
    change_control_checks,
    course_checks,
    direction_checks,
    status_checks,
)

CHECKS = (
    *direction_checks.CHECKS,
    *course_checks.CHECKS,
    *change_checks.CHECKS,
    *change_control_checks.CHECKS,
    *status_checks.CHECKS,
)
