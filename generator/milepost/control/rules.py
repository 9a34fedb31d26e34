"""The rules of control, in the order of their page: direction and gates, changes and decisions, status."""

from milepost.control import (
    change_control_rules,
    change_rules,
    course_rules,
    direction_rules,
    outcome_rules,
    status_rules,
)

RULES = (
    *direction_rules.RULES,
    *course_rules.RULES,
    *change_rules.RULES,
    *change_control_rules.RULES,
    *status_rules.RULES,
    *outcome_rules.RULES,
)
