"""`milepost explain` and `milepost schema`."""

import json

from milepost.checks import RULES
from tests.cli.command_line import CommandLine


def test_explain_prints_the_page_of_a_rule(milepost: CommandLine):
    run = milepost("explain", "project/duplicate-id")
    assert run.code == 0
    for part in (
        "Two records have the same id.",
        "Why:",
        "Remedy:",
        "Bad, actions.yaml:",
        "Good, actions.yaml:",
        "expires:",
    ):
        assert part in run.out


def test_explain_says_when_a_rule_cannot_be_waived(milepost: CommandLine):
    assert "cannot be waived" in milepost("explain", "source/duplicate-key").out


def test_explain_lists_every_rule(milepost: CommandLine):
    lines = milepost("explain").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(rule.name for rule in RULES)


def test_schema_prints_json_schema(milepost: CommandLine):
    schema = json.loads(milepost("schema", "risks").out)
    assert schema["x-register"]["name"] == "risks"


def test_install_for_vscode_keeps_other_settings_and_is_repeatable(milepost: CommandLine):
    milepost.project()
    milepost.write({".git/HEAD": "", ".vscode/settings.json": '{"editor.tabSize": 2}'})
    assert milepost("schema", "--install").code == 0
    first = (milepost.folder / ".vscode/settings.json").read_text()
    assert json.loads(first)["editor.tabSize"] == 2
    assert json.loads(first)["yaml.schemas"]["./.milepost/schema/risks.schema.json"] == ["risks.yaml"]
    assert (milepost.folder / ".milepost/schema/common.schema.json").is_file()
    assert milepost("schema", "--install").code == 0
    assert (milepost.folder / ".vscode/settings.json").read_text() == first


def test_settings_with_comments_are_left_alone(milepost: CommandLine):
    milepost.project()
    text = '{\n  // mine\n  "a": 1\n}\n'
    milepost.write({".git/HEAD": "", ".vscode/settings.json": text})
    run = milepost("schema", "--install")
    assert run.code == 1
    assert "left as it is" in run.err
    assert (milepost.folder / ".vscode/settings.json").read_text() == text


def test_modelines_are_written_once_and_keep_the_rest_of_the_file(milepost: CommandLine):
    root = milepost.project()
    before = (root / "plan.yaml").read_bytes()
    assert milepost("schema", "--install", "--editor", "modelines").code == 0
    after = (root / "plan.yaml").read_bytes()
    assert after == b"# yaml-language-server: $schema=.milepost/schema/plan.schema.json\n" + before
    milepost("schema", "--install", "--editor", "modelines")
    assert (root / "plan.yaml").read_bytes() == after
    assert milepost("check").code == 0
