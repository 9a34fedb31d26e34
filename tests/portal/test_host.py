"""Addresses on the git hosts that projects are kept on."""

import pytest

from milepost.portal.host import GitHost, HostKind, git_host

REPO = "https://git.example.org/lab/lis"


def at(kind, folder=""):
    return GitHost(kind, REPO, "main", folder)


@pytest.mark.parametrize(
    ("kind", "line", "edit"),
    [
        (HostKind.GITHUB, "/blob/main/risks.yaml#L12", "/edit/main/risks.yaml#L12"),
        (HostKind.GITLAB, "/-/blob/main/risks.yaml#L12", "/-/edit/main/risks.yaml#L12"),
        (
            HostKind.BITBUCKET,
            "/src/main/risks.yaml#lines-12",
            "/src/main/risks.yaml?mode=edit&at=main#lines-12",
        ),
        (HostKind.GITEA, "/src/branch/main/risks.yaml#L12", "/_edit/main/risks.yaml#L12"),
    ],
)
def test_every_host_has_addresses_of_its_own(kind, line, edit):
    host = at(kind)
    assert host.line("risks.yaml", 12) == REPO + line
    assert host.edit("risks.yaml", 12) == REPO + edit


def test_the_project_may_live_in_a_folder_with_any_name():
    assert at(HostKind.GITHUB, "plans/my lab#1/").line("plan/a b.yaml", 3) == (
        f"{REPO}/blob/main/plans/my%20lab%231/plan/a%20b.yaml#L3"
    )


def test_an_issue_is_filled_in_and_nothing_in_it_can_break_out_of_the_address():
    assert at(HostKind.GITLAB).issue("Plan & risks", 'late?\n"x"').removeprefix(REPO) == (
        "/-/issues/new?issue%5Btitle%5D=Plan%20%26%20risks&issue%5Bdescription%5D=late%3F%0A%22x%22"
    )
    assert at(HostKind.GITHUB).issue("A", "b") == f"{REPO}/issues/new?title=A&body=b"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/lab/lis", HostKind.GITHUB),
        ("https://gitlab.lab.example/lis.git", HostKind.GITLAB),
        ("https://bitbucket.org/lab/lis/", HostKind.BITBUCKET),
        ("https://codeberg.org/lab/lis", HostKind.GITEA),
    ],
)
def test_the_name_of_the_host_tells_what_it_is(url, kind):
    host = git_host(url, "", "main")
    assert host is not None
    assert host.kind is kind
    assert not host.base.endswith(("/", ".git"))


def test_a_host_that_cannot_be_told_has_no_links_until_the_project_says_what_it_is():
    assert git_host(REPO, "", "main") is None
    assert git_host(REPO, "gitea", "main") == GitHost(HostKind.GITEA, REPO, "main")


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "git@github.com:lab/lis", "//github.com/x", "mailto:a@github"]
)
def test_only_web_addresses_make_links(url):
    assert git_host(url, "github", "main") is None


def test_without_a_branch_links_lead_to_the_default_one():
    host = git_host("https://github.com/lab/lis", "", "")
    assert host is not None
    assert host.line("plan.yaml", 1).endswith("/blob/HEAD/plan.yaml#L1")
