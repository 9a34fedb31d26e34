"""The generated handbook has everything in it, says it safely, and no link in the handbook leads nowhere."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from milepost.checks import RULES
from milepost.cli import COMMANDS, group
from milepost.load import load_project, load_schemas
from milepost.portal.handbook import handbook_pages, rule_address
from milepost.portal.handbook.cli import command_page
from milepost.portal.handbook.fields import FieldLister
from milepost.portal.handbook.markdown import code, page, table, words
from milepost.portal.handbook.registers import register_pages
from milepost.portal.handbook.rules import rule_pages
from milepost.portal.handbook.samples import sample_files, sample_of
from milepost.portal.handbook.yaml_text import in_line, to_yaml
from milepost.source.reader import read
from milepost.source.schemas import SHARED, SUFFIX, Json, Schema, SchemaSet

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS, _ = load_schemas()
EXTENSIONS = [
    "attr_list",
    "tables",
    "def_list",
    "admonition",
    "pymdownx.superfences",
    "pymdownx.details",
    "toc",
]


@dataclass
class Html(HTMLParser):
    """What a rendered page holds."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    rows: list[list[str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    in_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.in_cell:
            self.rows[-1][-1] += data


def rendered(text: str) -> Html:
    body = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    html = Html()
    html.feed(Markdown(extensions=EXTENSIONS).convert(body))
    return html


@cache
def handbook() -> Mapping[str, str]:
    return handbook_pages()


@cache
def site() -> Mapping[str, Html]:
    """Every page of the handbook, generated and written by hand, by its path."""
    by_hand = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in DOCS.rglob("*.md")}
    assert not set(by_hand) & set(handbook())
    return {path: rendered(text) for path, text in {**by_hand, **handbook()}.items()}


def page_of(register: str) -> Html:
    return site()[f"reference/registers/{register}.md"]


def fields_of(schema: Schema, file: str, seen: frozenset[int] = frozenset()) -> set[str]:
    """Names of every field of a schema and of the objects within it."""
    schema, file = SCHEMAS.resolve(schema, file)
    if file.startswith(SHARED) or id(schema.get("properties")) in seen:
        return set()
    seen |= {id(schema.get("properties"))}
    names: set[str] = set()
    for name, inner in schema.get("properties", {}).items():
        names |= {name} | fields_of(inner, file, seen)
    return names | (fields_of(schema["items"], file, seen) if "items" in schema else set())


@pytest.mark.parametrize("name", [*SCHEMAS.registers, "project"])
def test_every_register_has_a_page_with_all_its_fields(name: str) -> None:
    written = page_of(name)
    first_cells = {re.split(r"\.|\[\]\.", row[0])[-1].strip() for row in written.rows if row}
    lists = SCHEMAS.registers[name].lists if name != "project" else ()
    for entry in lists:
        assert entry.kind in written.ids
        assert fields_of(entry.schema, name + SUFFIX) <= first_cells
    if name == "project":
        held = {
            key for key, value in SCHEMAS.project["properties"].items() if "#/prop" in value.get("$ref", "")
        }
        wanted = fields_of({"properties": {
            key: value for key, value in SCHEMAS.project["properties"].items() if key not in held
        }}, name + SUFFIX)  # fmt: skip
        assert wanted <= first_cells
        assert all(key in "".join(written.text) for key in held)


def test_a_field_says_type_obligation_vocabulary_description_and_example() -> None:
    rows = {row[0]: row[1:] for row in page_of("risks").rows}
    assert rows["type"][:2] == ["one of threat, opportunity", "yes"]
    assert rows["event"][2] == "What may happen because of it: it may be that …"
    assert rows["owner"][0] == "id of person, role or stakeholder"
    assert rows["owner"][1] == ""
    assert rows["impact.days"][0] == "duration"
    assert rows["impact.days"][3] == "10d"
    assert rows["secondary_risks"][0] == "list: id of risk"
    rows = {row[0]: row[1:] for row in page_of("plan").rows}
    assert rows["predecessors"][0] == "list: id of task, with type and lag, or fields"
    assert rows["progress.percent"][0] == "number from 0 to 100"
    assert rows["tasks"][0] == "list: fields: Task"
    assert rows["skills"][0] == "by name: score"


def test_references_lead_to_the_kind_they_name() -> None:
    assert {"people.md#person", "people.md#role", "stakeholders.md#stakeholder", "#risk"} <= set(
        page_of("risks").links
    )


def test_index_of_registers_has_each_once() -> None:
    links = [link for link in site()["reference/registers/index.md"].links if not link.startswith("#")]
    for name in SCHEMAS.registers:
        assert links.count(f"{name}.md") == 1
    assert {"project.md", "common.md"} <= set(links)


def test_samples_together_are_one_clean_project(tmp_path: Path) -> None:
    files = sample_files(SCHEMAS)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    loaded = load_project(tmp_path)
    assert [f"{one.span}: {one.message}" for one in loaded.findings] == []
    empty = [kind for kind in SCHEMAS.kinds if not loaded.project.all(kind)]
    assert empty == []


@pytest.mark.parametrize("name", [*SCHEMAS.registers, "project"])
def test_every_page_shows_its_sample(name: str) -> None:
    _, text = sample_of(name, sample_files(SCHEMAS))
    assert text.rstrip("\n") in handbook()[f"reference/registers/{name}.md"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_its_place(rule) -> None:
    path, _, anchor = rule_address(rule.name).partition("#")
    assert anchor == rule.name
    assert anchor in site()[path].ids
    text = handbook()[path]
    for example in (*rule.bad.values(), *rule.good.values()):
        assert example.rstrip("\n").replace("\r\n", "\n").split("\n")[0].rstrip() in text
    said = " ".join(site()[path].text)
    for sentence in (rule.summary, rule.why, rule.remedy):
        assert re.sub(r"[\s`]", "", sentence) in re.sub(r"[\s`]", "", said)
    assert f"{path.removeprefix('reference/rules/')}#{rule.name}" in site()["reference/rules/index.md"].links


def test_rules_that_cannot_be_waived_show_no_waiver() -> None:
    assert "waivers.yaml" not in handbook()["reference/rules/source.md"].split("## `source/")[0]
    assert "expires: 2026-12-31" in handbook()["reference/rules/schedule.md"].split("## `schedule/")[0]


def test_every_command_is_there_with_every_option_and_argument() -> None:
    html, text = site()["reference/cli.md"], " ".join(site()["reference/cli.md"].text)
    context = click.Context(group, info_name="milepost", **group.context_settings)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for last, leaf in inner.items():
            path = f"milepost {name} {last}".strip()
            assert path.replace(" ", "-") in html.ids
            for parameter in leaf.params:
                names = parameter.opts if isinstance(parameter, click.Option) else []
                assert all(one in text for one in names), (path, names)
            usage = " ".join(leaf.collect_usage_pieces(click.Context(leaf, info_name=name)))
            assert f"{path} {usage}" in text
    codes = [row[0] for row in html.rows if row[0].isdigit()]
    assert codes == ["0", "1", "2", "3", "130"]


def test_hidden_commands_stay_hidden_and_groups_are_walked() -> None:
    @click.group
    def inner() -> None:
        """Inner."""

    @inner.command
    @click.option("--deep", help="Goes `deep` | <b>deeper</b>.")
    def leaf(deep: str) -> None:
        """Leaf."""

    @click.command(hidden=True)
    def secret() -> None:
        """Secret."""

    top = click.Group("top", {"inner": inner, "secret": secret})
    html = rendered(command_page(top, "prog"))
    assert "prog-inner-leaf" in html.ids
    assert "secret" not in " ".join(html.text)
    assert ["--deep TEXT", "Goes deep | <b>deeper</b>."] in html.rows


def test_no_link_of_the_handbook_leads_nowhere() -> None:
    broken = []
    for path, html in site().items():
        for link in html.links:
            if re.match(r"[a-z]+:", link):
                assert link.startswith("https://"), (path, link)
                continue
            target, _, anchor = link.partition("#")
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if goal not in site() or (anchor and anchor not in site()[goal].ids):
                broken.append(f"{path}: {link}")
    assert broken == []


def test_no_anchor_is_defined_twice() -> None:
    for path, html in site().items():
        assert len(html.ids) == len(set(html.ids)), path


def test_tables_are_tables() -> None:
    for path, text in handbook().items():
        html = rendered(text)
        assert "| ---" not in "".join(html.text), path
        width = 0
        for line in text.split("\n"):
            if line.startswith("| "):
                cells = len(re.findall(r"(?<= )\|(?= |$)", line))
                width = width or cells
                assert cells == width, (path, line)
            else:
                width = 0


def test_pages_are_the_same_in_every_run() -> None:
    again, _ = load_schemas()
    assert register_pages(again) == register_pages(SCHEMAS)
    assert rule_pages(RULES) == rule_pages(RULES)


HOSTILE = "a | b\n\n<script>x</script> `co|de` **b** [x](javascript:y) {: #stolen onclick=z } &amp; \\| 1"


def test_hostile_text_is_only_text() -> None:
    html = rendered(page(HOSTILE, words(HOSTILE), table(("a", "b"), [(words(HOSTILE), code(HOSTILE))])))
    assert html.tags & {"script", "strong", "em"} == set()
    assert html.links == []
    assert "stolen" not in html.ids
    assert html.rows[1] == [" ".join(HOSTILE.split()).replace("`", ""), " ".join(HOSTILE.split())]


@pytest.mark.parametrize(
    "text", ["1. first", "- item", "+ item", "=== x", "--install does", "# no heading", "> said"]
)
def test_a_paragraph_stays_a_paragraph(text: str) -> None:
    html = rendered(words(text))
    assert html.tags == {"p"}
    assert "".join(html.text) == text


@given(st.text(min_size=1))
def test_code_shows_what_it_was_given(text: str) -> None:
    shown = "".join(rendered(table(("a",), [(code(text) or "-",)])).rows[1])
    expected = " ".join(word for word in text.split() if word)
    if re.fullmatch(r"[ -~]*", text) and expected:
        assert shown == expected


def test_own_registers_with_hostile_words_are_harmless() -> None:
    schema: Schema = {
        "title": HOSTILE, "description": HOSTILE, "type": "object",
        "x-register": {"name": "own", "title": HOSTILE, "group": "Else", "order": 1},
        "properties": {"things": {
            "type": "array", "title": HOSTILE, "description": HOSTILE, "examples": [[{"id": "X-1", "odd": HOSTILE}]],
            "x-records": {"kind": "thing", "title": HOSTILE, "prefix": "X|", "columns": ["id"]},
            "items": {"type": "object", "description": HOSTILE, "properties": {
                "id": {"type": "string", "title": "Id", "description": HOSTILE, "examples": ["X-1"]},
                "odd": {"enum": ["a|b", "`c`"], "title": "Odd", "description": HOSTILE, "examples": ["a|b"]},
            }},
        }},
    }  # fmt: skip
    from milepost.source.schemas import _register  # the only way to a register without a folder on disk

    own = _register(schema)
    assert own is not None
    schemas = SchemaSet(
        {**SCHEMAS.files, "own" + SUFFIX: schema},
        {**SCHEMAS.registers, "own": own},
        {**SCHEMAS.kinds, "thing": own.lists[0]},
    )
    html = rendered(register_pages(schemas)["reference/registers/own.md"])
    assert "script" not in html.tags
    rows = {row[0]: row for row in html.rows}
    assert rows["odd"][1] == 'one of a|b, "`c`"'
    assert rows["odd"][4] == "a|b"
    assert {len(row) for row in html.rows} == {5}


def test_an_object_with_a_name_is_explained_once() -> None:
    lister = FieldLister(SCHEMAS, "risks", {"risk": "risk"})
    rows = list(lister.rows(SCHEMAS.kinds["risk"].schema, "risks" + SUFFIX))
    types = {row.path: row.type for row in rows}
    assert list(lister.tables) == ["exposure"]
    title = lister.tables["exposure"].title
    assert {types["inherent"], types["residual"]} == {f"fields: [{title}](#exposure)"}
    assert not {path for path in types if path.startswith("inherent.")}


SCALARS = st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=30
)  # fmt: skip
KEYS = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_yaml_is_read_back_as_it_was(data: dict[str, Json]) -> None:
    block = read("x.yaml", to_yaml(data))
    assert (block.findings, block.data) == ((), data)
    line = read("x.yaml", f"x: {in_line(data)}\n")
    assert (line.findings, line.data) == ((), {"x": data})


def test_yaml_is_written_as_people_do() -> None:
    data: Json = {
        "tasks": [
            {"id": "T-1", "predecessors": ["T-2 SS+2d"], "progress": {"percent": 60, "start": "2026-03-02"}}
        ],
        "text": "a: b",
        "off": "off",
        "note": "No.",
    }
    assert to_yaml(data) == (
        "tasks:\n  - id: T-1\n    predecessors: [T-2 SS+2d]\n    progress: {percent: 60, start: 2026-03-02}\n"
        'text: "a: b"\n"off": "off"\nnote: No.\n'
    )
