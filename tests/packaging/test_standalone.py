"""The repository stands alone: no file names a package registry, a machine's folders or a neighbour folder.

What is looked for is put together from parts, so that this file does not hold it either.
"""

import re

import pytest

from tests.packaging.checkout import ROOT, files

HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("deb", "debian", "org"),
    ]
]
FOLDERS = ["work", "home", "root", "Users"]

HOST = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}\b" for host in HOSTS))
FOLDER = re.compile(rf"(?<![\w.~}}/-])/(?:{'|'.join(FOLDERS)})/[\w.]")
NEIGHBOUR = re.compile(re.escape(".." + "/shared"))


def found(pattern: re.Pattern[str]) -> list[str]:
    """Every place in a text file of the tree where a pattern occurs, as `file:line: text`."""
    places = []
    for path in files():
        content = (ROOT / path).read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8", "replace")
        if pattern.search(text):
            places += [
                f"{path}:{number}: {line.strip()[:100]}"
                for number, line in enumerate(text.splitlines(), start=1)
                if pattern.search(line)
            ]
    return places


@pytest.mark.parametrize("pattern", [HOST, FOLDER, NEIGHBOUR], ids=["registry", "machine", "neighbour"])
def test_no_file_depends_on_its_surroundings(pattern: re.Pattern[str]) -> None:
    assert found(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HOST, "https://" + HOSTS[0] + "/simple"),
        (HOST, "files." + HOSTS[1]),
        (FOLDER, "see /" + FOLDERS[0] + "/main"),
        (FOLDER, '"/' + FOLDERS[1] + '/me"'),
        (NEIGHBOUR, "../" + "../" + "shared/x"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize(
    "text", ["https://example.org/" + FOLDERS[1] + "/page", "docs/" + FOLDERS[0] + "/plan.yaml"]
)
def test_web_and_relative_paths_are_allowed(text: str) -> None:
    assert not FOLDER.search(text)
