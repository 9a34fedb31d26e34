"""The rules of structure: which fields a record has and what may stand in them."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR


def _risk(*lines: str) -> dict[str, str]:
    fields = (
        "title: Late interface", "type: threat", "status: approved", "cause: The vendor is small", "event: It comes late",
        "effect: Acceptance slips", "owner: mara", *lines,
    )  # fmt: skip
    return {"risks.yaml": "risks:\n  - id: R-1\n" + "".join(f"    {line}\n" for line in fields)}


UNKNOWN_FIELD = Rule(
    "schema/unknown-field",
    _ERROR,
    "A field is not one of the register's.",
    "A misspelt field is data that nobody sees: it is in the file and in no figure.",
    "Correct the name; the register's page lists its fields.",
    _risk("onwer: raj  # <-- schema/unknown-field"),
    _risk("description: Seen twice before."),
)
MISSING_FIELD = Rule(
    "schema/missing-field",
    _ERROR,
    "A field that every record of the kind needs is missing.",
    "Without it the record cannot be shown or computed.",
    "Add the field.",
    {
        "risks.yaml": "risks:\n  - id: R-1  # <-- schema/missing-field\n    type: threat\n    status: approved\n    cause: a\n    event: b\n    effect: c\n"
    },
    _risk(),
)
WRONG_TYPE = Rule(
    "schema/wrong-type",
    _ERROR,
    "A value is of the wrong type: a number where text belongs, text where a list belongs.",
    "Reading it as something else would be a guess.",
    "Write the value as the field's example shows.",
    _risk("tags: vendor  # <-- schema/wrong-type"),
    _risk("tags: [vendor]"),
)
UNKNOWN_VALUE = Rule(
    "schema/unknown-value",
    _ERROR,
    "A value is not in the field's closed vocabulary.",
    "Counts, colours and filters work on the words of the vocabulary.",
    "Use one of the words listed.",
    _risk("confidentiality: secret  # <-- schema/unknown-value"),
    _risk("confidentiality: restricted"),
)
MALFORMED_VALUE = Rule(
    "schema/malformed-value",
    _ERROR,
    "A date, a duration, an amount or an id is not written as one.",
    "A value that cannot be read enters no figure.",
    "Write it as the field's example shows.",
    _risk("next_review: 2026-02-30  # <-- schema/malformed-value"),
    _risk("next_review: 2026-02-28"),
)
OUT_OF_RANGE = Rule(
    "schema/out-of-range",
    _ERROR,
    "A number, a text or a list is smaller or larger than the field allows.",
    "A probability of 40 or a score of 7 distorts every total it enters.",
    "Write a value within the bounds.",
    _risk("probability: 40  # <-- schema/out-of-range"),
    _risk("probability: 40%"),
)
INVALID = Rule(
    "schema/invalid",
    _ERROR,
    "A value breaks a condition of its schema that has no rule of its own.",
    "The record does not keep the register's contract.",
    "Compare with the register's page.",
    {},
    _risk(),
)

RULES = (
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    UNKNOWN_VALUE,
    MALFORMED_VALUE,
    OUT_OF_RANGE,
    INVALID,
)
