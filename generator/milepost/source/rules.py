"""The rules of reading: encodings, strict YAML, and which files belong to a project."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR


def _risk(title: str) -> str:
    return (
        f"risks:\n  - id: R-1\n    title: {title}\n    type: threat\n    status: approved\n    cause: The vendor is small\n"
        "    event: The interface comes late\n    effect: Acceptance slips\n    owner: mara\n"
    )


SYNTAX_ERROR = Rule(
    "source/syntax-error",
    _ERROR,
    "The file is not YAML.",
    "A file that cannot be parsed hides every record in it; the rest of the project is still checked.",
    "Correct the line; an editor with YAML support shows the place while you type.",
    {"risks.yaml": "risks:\n  - id: R-1\n    title: Late: again  # <-- source/syntax-error\n"},
    {"risks.yaml": _risk('"Late: again"')},
)
TAB_INDENTATION = Rule(
    "source/tab-indentation",
    _ERROR,
    "A line is indented with a tab.",
    "YAML forbids tabs as indentation, because editors disagree about their width.",
    "Indent with spaces.",
    {"risks.yaml": "risks:\n\t- id: R-1  # <-- source/tab-indentation\n"},
    {"risks.yaml": _risk("Late interface")},
)
DUPLICATE_KEY = Rule(
    "source/duplicate-key",
    _ERROR,
    "A key stands twice in one mapping.",
    "Most readers of YAML keep the last value and drop the first without a word.",
    "Delete one of the two.",
    {"risks.yaml": _risk("Late interface") + "    owner: raj  # <-- source/duplicate-key\n"},
    {"risks.yaml": _risk("Late interface")},
)
ALIAS = Rule(
    "source/alias",
    _ERROR,
    "A YAML alias (*name) is used.",
    "A value that is written elsewhere cannot be reviewed where it counts, and a few lines of nested aliases "
    "can expand to gigabytes.",
    "Write the value out, or refer to a record by its id.",
    {"risks.yaml": _risk("Late interface") + "    description: *late  # <-- source/alias\n"},
    {"risks.yaml": _risk("Late interface") + "    description: Late\n"},
)
ANCHOR = Rule(
    "source/anchor",
    _ERROR,
    "A YAML anchor (&name) is used.",
    "Anchors only serve aliases, and aliases are refused.",
    "Delete the anchor; put text that begins with & into quotes.",
    {"risks.yaml": _risk("&late Late interface  # <-- source/anchor")},
    {"risks.yaml": _risk("Late interface")},
)
MERGE_KEY = Rule(
    "source/merge-key",
    _ERROR,
    "The merge key << is used.",
    "Merged fields are invisible where they count; YAML 1.2 has no merge key.",
    "Write the fields out.",
    {"risks.yaml": _risk("Late interface") + "    <<: {status: closed}  # <-- source/merge-key\n"},
    {"risks.yaml": _risk("Late interface")},
)
TAG = Rule(
    "source/tag",
    _ERROR,
    "A YAML tag (!name) is used.",
    "Tags ask the reader to build objects; a plan is data and nothing is ever built from a tag.",
    "Delete the tag; put text that begins with ! into quotes.",
    {"risks.yaml": _risk("!!python/name:os.system Late  # <-- source/tag")},
    {"risks.yaml": _risk('"!important: late"')},
)
SECOND_DOCUMENT = Rule(
    "source/second-document",
    _ERROR,
    "A second YAML document begins in the same file.",
    "Only the first document would be read, and the rest lost.",
    "Delete the line ---, or move what follows into a file of its own.",
    {"risks.yaml": _risk("Late interface") + "---  # <-- source/second-document\nrisks: []\n"},
    {"risks.yaml": "---\n" + _risk("Late interface")},
)
TOO_DEEP = Rule(
    "source/too-deep",
    _ERROR,
    "Collections are nested deeper than 100 levels.",
    "No register needs it, and deep nesting is how hostile files stop programs.",
    "Flatten the structure.",
    {"risks.yaml": "risks: " + "[" * 100 + "  # <-- source/too-deep\n" + "]" * 100 + "\n"},
    {"risks.yaml": _risk("Late interface")},
)
COMPLEX_KEY = Rule(
    "source/complex-key",
    _ERROR,
    "A key is a list or a mapping.",
    "Fields have names; a collection cannot be one.",
    "Write the key as text; text that begins with [ or { needs quotes.",
    {"risks.yaml": "risks:\n  - [R-1]: x  # <-- source/complex-key\n"},
    {"risks.yaml": _risk("Late interface")},
)
NOT_A_MAPPING = Rule(
    "source/not-a-mapping",
    _ERROR,
    "The file holds a list or a bare value instead of fields.",
    "Every file names what it holds, so that a register may be split into files.",
    "Put the register's name first, for example `risks:`, and the list below it.",
    {"risks.yaml": "- id: R-1  # <-- source/not-a-mapping\n"},
    {"risks.yaml": _risk("Late interface")},
)
NUMBER_OUT_OF_RANGE = Rule(
    "source/number-out-of-range",
    _ERROR,
    "A number is infinite, not a number, or too large to keep exactly.",
    "Programs that read it would each make something else of it.",
    "Write an ordinary number, or put the text into quotes.",
    {"risks.yaml": _risk("Late interface") + "    probability: .inf  # <-- source/number-out-of-range\n"},
    {"risks.yaml": _risk("Late interface") + "    probability: 0.4\n"},
)
CONTROL_CHARACTER = Rule(
    "source/control-character",
    _ERROR,
    "The text holds a control character.",
    "Control characters hide text from reviewers and drive terminals.",
    "Delete the character.",
    {"risks.yaml": _risk("Late\x07 interface  # <-- source/control-character")},
    {"risks.yaml": _risk("Late interface")},
)
BYTE_ORDER_MARK = Rule(
    "source/byte-order-mark",
    Severity.WARNING,
    "The file begins with a byte order mark.",
    "UTF-8 needs none, and several tools take it for a part of the first key.",
    "Save the file as UTF-8 without a byte order mark.",
    {"risks.yaml": "\ufeff# <-- source/byte-order-mark\n" + _risk("Late interface")},
    {"risks.yaml": _risk("Late interface")},
)
WRONG_ENCODING = Rule(
    "source/wrong-encoding",
    _ERROR,
    "The file is not UTF-8.",
    "Names would be garbled, and differently on each machine.",
    "Save the file as UTF-8.",
    {},
    {"risks.yaml": _risk("Späte Schnittstelle")},
)
TOO_LARGE = Rule(
    "source/too-large",
    _ERROR,
    "The file is larger than 16 MiB.",
    "A file of this size is no register; reading it would stop the hook.",
    "Split the register into a folder of files, or move attachments out of the project folder.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
TOO_MANY_FILES = Rule(
    "source/too-many-files",
    _ERROR,
    "The project folder holds more than 10,000 register files.",
    "Every file is opened on each check.",
    "Put several records into one file.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
UNREADABLE = Rule(
    "source/unreadable",
    _ERROR,
    "The file cannot be read.",
    "What it holds is missing from every figure.",
    "Give yourself the right to read it, or remove it.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
NOT_A_FILE = Rule(
    "source/not-a-file",
    _ERROR,
    "A folder, a pipe or a device stands where a file should be.",
    "A register is a text file, or a folder of them with the register's name and no ending.",
    "Rename the folder (risks/ instead of risks.yaml/) or replace it by a file.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
OUTSIDE_PROJECT = Rule(
    "source/outside-project",
    _ERROR,
    "A symbolic link leads out of the project folder.",
    "The project would say something else on every machine, and could publish files that are none of its own.",
    "Copy the file into the project.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
UNKNOWN_FILE = Rule(
    "source/unknown-file",
    Severity.WARNING,
    "A YAML file in the project folder belongs to no register.",
    "Nothing in it is read; often its name is misspelt.",
    "Rename it, or give it a schema of its own in the project's schema folder.",
    {"risk.yaml": "risks: []  # <-- source/unknown-file\n"},
    {"risks.yaml": _risk("Late interface")},
)
NO_PROJECT_FILE = Rule(
    "source/no-project-file",
    _ERROR,
    "The folder has no project.yaml.",
    "It says where a project begins, its dates and its currency.",
    "Run `milepost init` here, or name the project's folder.",
    {},
    {"risks.yaml": _risk("Late interface")},
)
BAD_SCHEMA = Rule(
    "source/bad-schema",
    _ERROR,
    "A schema of the project's own cannot be used.",
    "The register it describes is not checked.",
    "Correct the schema; `milepost explain source/bad-schema` shows a small one that works.",
    {"schema/vehicles.schema.json": '{"type": "object"}\n'},
    {
        "schema/vehicles.schema.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema",\n'
        ' "title": "Vehicles", "description": "What we drive.", "type": "object", "additionalProperties": false,\n'
        ' "x-register": {"name": "vehicles", "title": "Vehicles", "group": "Control", "order": 90},\n'
        ' "properties": {"vehicles": {"type": "array", "title": "Vehicles",\n'
        '  "x-records": {"kind": "vehicle", "title": "Vehicles", "prefix": "V-", "columns": ["id", "title"]},\n'
        '  "items": {"type": "object", "required": ["id", "title"], "additionalProperties": false,\n'
        '   "properties": {"id": {"type": "string"}, "title": {"type": "string"}}}}}}\n',
        "vehicles.yaml": "vehicles:\n  - id: V-1\n    title: Van\n",
    },
)
NO_FRONT_MATTER = Rule(
    "source/no-front-matter",
    _ERROR,
    "A Markdown record has no front matter.",
    "Minutes and reports carry their date, people and decisions as fields between two lines of ---.",
    "Begin the file with ---, the fields, and --- again.",
    {"meetings/2026-01-05.md": "# Kick-off  <!-- # <-- source/no-front-matter -->\n"},
    {"meetings/2026-01-05.md": "---\nid: MTG-1\ntitle: Kick-off\ndate: 2026-01-05\n---\nAll agreed.\n"},
)

RULES = (
    SYNTAX_ERROR,
    TAB_INDENTATION,
    DUPLICATE_KEY,
    ALIAS,
    ANCHOR,
    MERGE_KEY,
    TAG,
    SECOND_DOCUMENT,
    TOO_DEEP,
    COMPLEX_KEY,
    NOT_A_MAPPING,
    NUMBER_OUT_OF_RANGE,
    CONTROL_CHARACTER,
    BYTE_ORDER_MARK,
    WRONG_ENCODING,
    TOO_LARGE,
    TOO_MANY_FILES,
    UNREADABLE,
    NOT_A_FILE,
    OUTSIDE_PROJECT,
    UNKNOWN_FILE,
    NO_PROJECT_FILE,
    BAD_SCHEMA,
    NO_FRONT_MATTER,
)
