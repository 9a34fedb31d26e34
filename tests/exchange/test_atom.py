"""The feed: what is in it, that it is XML whatever users wrote, and that nothing is news twice."""

from pathlib import Path
from xml.etree import ElementTree as ET

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from milepost.exchange.atom import MOST, feed
from tests.rule_examples import write

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {
    **BASE,
    "decisions.yaml": 'decisions:\n  - {id: D-1, title: "<b>Buy</b> & \\x01 ]]>", status: decided, date: 2026-01-20, owner: mara,\n'
    "     decision: We buy., rationale: Time., decided_by: mara}\n"
    "  - {id: D-2, title: Secret, status: decided, date: 2026-01-21, decision: x, rationale: y, decided_by: mara, confidentiality: restricted}\n",
    "reports/a.md": "---\nid: REP-1\ntitle: January\nperiod: {from: 2026-01-05, to: 2026-01-30}\ndate: 2026-01-30\nauthor: mara\n"
    "approved_by: mara\nstatus: sent\ncommentary: {overall: All is well.}\n---\n",
    "reports/b.md": "---\nid: REP-2\ntitle: February\nperiod: {from: 2026-01-31, to: 2026-02-06}\ndate: 2026-02-06\nauthor: mara\nstatus: draft\n---\n",
}


def entries(content: bytes) -> list[tuple[str, str, str]]:
    root = ET.fromstring(content)
    return [
        (
            one.findtext(f"{ATOM}id") or "",
            one.findtext(f"{ATOM}title") or "",
            one.findtext(f"{ATOM}updated") or "",
        )
        for one in root.iter(f"{ATOM}entry")
    ]


def feed_of(folder: Path, files: dict[str, str] = FILES) -> bytes:
    write(folder, files)
    return feed(check_project(folder).report, {"D-1": "decisions.html#D-1"})


def test_entries_newest_first(tmp_path: Path) -> None:
    assert entries(feed_of(tmp_path)) == [
        ("urn:milepost:P-1:REP-1:sent", "REP-1 January: sent", "2026-01-30T00:00:00Z"),
        ("urn:milepost:P-1:D-1:decided", "D-1 <b>Buy</b> & ]]>: decided", "2026-01-20T00:00:00Z"),
    ]


def test_links_authors_and_summaries(tmp_path: Path) -> None:
    root = ET.fromstring(feed_of(tmp_path))
    assert [link.get("href") for link in root.iter(f"{ATOM}link")] == ["feed.xml", "decisions.html#D-1"]
    assert [one.text for one in root.iter(f"{ATOM}summary")] == [
        "Report sent (Mara Lindqvist). All is well.",
        "Decision decided (Mara Lindqvist). We buy.",
    ]
    assert root.findtext(f"{ATOM}updated") == "2026-02-06T00:00:00Z"


def test_the_same_state_gives_the_same_bytes_and_ids_are_unique(tmp_path: Path) -> None:
    issues = "issues:\n" + "".join(
        f"  - {{id: I-{n}, title: Late, owner: mara, created: 2026-01-{n % 28 + 1:02d}, target_date: 2026-03-01}}\n"
        for n in range(100)
    )
    content = feed_of(tmp_path, {**FILES, "issues.yaml": issues})
    assert content == feed_of(tmp_path, {**FILES, "issues.yaml": issues})
    ids = [id_ for id_, _, _ in entries(content)]
    assert len(ids) == len(set(ids)) == MOST
