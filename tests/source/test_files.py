"""What stands in a project folder is bounded, decoded, and never from outside; what is not has a finding."""

import os
from pathlib import Path

import pytest

from milepost.diagnostics import Diagnostic
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.load import load_project
from milepost.source import files
from tests.rule_examples import write

RISKS = laid_over_base(
    {
        "risks.yaml": "risks:\n  - id: R-1\n    title: Late\n    type: threat\n    status: approved\n"
        "    cause: Vendor\n    event: Späte Schnittstelle\n    effect: Slip\n    owner: mara\n"
    }
)["risks.yaml"]


def _only(folder: Path, rule: str) -> Diagnostic:
    """The one finding of a folder, which is of the rule."""
    findings = load_project(folder).findings
    assert [finding.rule for finding in findings] == [rule], findings
    return findings[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the base project, which has a folder beside it that is none of its own."""
    folder = tmp_path / "project"
    folder.mkdir()
    write(folder, BASE)
    (tmp_path / "outside").mkdir()
    write(tmp_path / "outside", {"secret.yaml": RISKS})
    return folder


@pytest.mark.parametrize(("codec", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_utf_16_is_refused_with_its_name(project: Path, codec: str, mark: bytes) -> None:
    (project / "risks.yaml").write_bytes(mark + RISKS.encode(codec))
    finding = _only(project, "source/wrong-encoding")
    assert "UTF-16" in finding.message
    assert str(finding.span) == "risks.yaml:1:1"


def test_latin_1_is_refused_at_the_first_byte_that_is_not_utf_8(project: Path) -> None:
    (project / "risks.yaml").write_bytes(RISKS.encode("latin-1"))
    finding = _only(project, "source/wrong-encoding")
    assert "0xE4" in finding.message
    assert str(finding.span) == "risks.yaml:7:14"


def test_utf_16_without_a_mark_does_not_pass_for_text(project: Path) -> None:
    (project / "risks.yaml").write_bytes("risks: []\n".encode("utf-16-le"))
    _only(project, "source/control-character")


def test_a_byte_order_mark_is_told_and_read_over(project: Path) -> None:
    (project / "risks.yaml").write_bytes(b"\xef\xbb\xbf" + RISKS.encode())
    _only(project, "source/byte-order-mark")
    assert load_project(project).project.get("R-1", "risk") is not None


def test_a_file_of_more_than_16_mib_is_not_read(project: Path) -> None:
    with (project / "risks.yaml").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)  # a sparse file: no disk is used
    finding = _only(project, "source/too-large")
    assert "104,857,600" in finding.message


def test_more_files_than_the_bound_are_not_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", len(BASE) + 2)
    for number in range(5):
        write(project, {f"risks/{number}.yaml": "risks: []\n"})
    loaded = load_project(project)
    assert [finding.rule for finding in loaded.findings] == ["source/too-many-files"]
    assert len(loaded.project.documents) == len(BASE) + 2


def test_a_loop_of_links_is_unreadable(project: Path) -> None:
    (project / "risks.yaml").symlink_to("issues.yaml")
    (project / "issues.yaml").symlink_to("risks.yaml")
    findings = load_project(project).findings
    assert {finding.rule for finding in findings} == {"source/unreadable"}
    assert {str(finding.span) for finding in findings} == {"issues.yaml:1:1", "risks.yaml:1:1"}


def test_a_link_to_nothing_is_unreadable(project: Path) -> None:
    (project / "risks.yaml").symlink_to("gone.yaml")
    _only(project, "source/unreadable")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(project: Path) -> None:
    write(project, {"risks.yaml": RISKS})
    (project / "risks.yaml").chmod(0)
    _only(project, "source/unreadable")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed(project: Path) -> None:
    (project / "risks").mkdir(mode=0)
    _only(project, "source/unreadable")
    (project / "risks").chmod(0o700)


def test_a_folder_where_a_file_should_be(project: Path) -> None:
    (project / "risks.yaml").mkdir()
    assert _only(project, "source/not-a-file").span is not None


def test_a_project_file_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "project.yaml").mkdir()
    assert "source/not-a-file" in {finding.rule for finding in load_project(tmp_path).findings}


def test_a_folder_within_a_register_that_is_named_like_a_file(project: Path) -> None:
    (project / "risks" / "r.yaml").mkdir(parents=True)
    _only(project, "source/not-a-file")


def test_a_pipe_does_not_make_the_reader_wait(project: Path) -> None:
    os.mkfifo(project / "risks.yaml")
    _only(project, "source/not-a-file")


def test_a_link_to_a_file_outside_is_not_followed(project: Path) -> None:
    (project / "risks.yaml").symlink_to(project.parent / "outside" / "secret.yaml")
    _only(project, "source/outside-project")
    assert load_project(project).project.get("R-1") is None


def test_a_link_to_a_folder_outside_is_not_followed(project: Path) -> None:
    (project / "risks").symlink_to(project.parent / "outside")
    _only(project, "source/outside-project")
    assert load_project(project).project.get("R-1") is None


def test_a_link_within_a_folder_to_a_folder_outside_is_not_followed(project: Path) -> None:
    (project / "risks").mkdir()
    (project / "risks" / "more").symlink_to(project.parent / "outside")
    _only(project, "source/outside-project")
    assert load_project(project).project.get("R-1") is None


def test_a_link_to_a_file_within_the_project_is_followed(project: Path) -> None:
    write(project, {"archive/old.txt": RISKS})
    (project / "risks.yaml").symlink_to("archive/old.txt")
    assert load_project(project).findings == ()
    assert load_project(project).project.get("R-1", "risk") is not None


def test_a_folder_without_a_project_file(tmp_path: Path) -> None:
    write(tmp_path, {name: text for name, text in BASE.items() if name != "project.yaml"})
    finding = _only(tmp_path, "source/no-project-file")
    assert str(finding.span) == "project.yaml:1:1"


def test_a_schema_of_the_project_that_is_none(project: Path) -> None:
    write(project, {"schema/vehicles.schema.json": '{"type": "object"}\n'})
    assert "x-register" in _only(project, "source/bad-schema").message


def test_a_schema_of_the_project_that_is_no_json(project: Path) -> None:
    write(project, {"schema/vehicles.schema.json": "{"})
    _only(project, "source/bad-schema")


def test_a_folder_of_files_is_one_register(project: Path) -> None:
    second = RISKS.replace("R-1", "R-2")
    write(project, {"risks/a.yaml": RISKS, "risks/deeper/b.yaml": second})
    loaded = load_project(project)
    assert loaded.findings == ()
    assert [risk.id for risk in loaded.project.all("risk")] == ["R-1", "R-2"]


def test_hidden_files_and_other_endings_are_left_alone(project: Path) -> None:
    write(
        project,
        {".hidden.yaml": "x", ".git/config.yaml": "x", "notes.txt": "x", "mkdocs.yml": "site_name: x\n"},
    )
    assert load_project(project).findings == ()


def test_a_file_that_cannot_be_read_leaves_the_rest_checked(project: Path) -> None:
    write(
        project,
        {"risks.yaml": "risks: [\n", "actions.yaml": "actions:\n  - {id: A-1, title: Call, owner: gone}\n"},
    )
    found = {finding.rule for finding in load_project(project).findings}
    assert found == {"source/syntax-error", "project/unknown-reference"}


def test_what_may_stand_in_a_broken_file_is_not_called_unknown(project: Path) -> None:
    action = "actions:\n  - {id: A-1, title: Call, owner: mara, source: R-9}\n"
    write(project, {"risks.yaml": "risks: [\n", "actions.yaml": action})
    _only(project, "source/syntax-error")
