"""Addresses on the git host of a project: a line of a file, its editor, a commit, and a new issue."""

from enum import Enum
from urllib.parse import quote, urlsplit

from milepost.frozen import frozen
from milepost.portal.markup import safe_url


class HostKind(Enum):
    """Whose addresses a repository has; the value is what project.yaml calls it."""

    GITHUB = "github"
    GITLAB = "gitlab"
    BITBUCKET = "bitbucket"
    GITEA = "gitea"


_KNOWN = {
    "github": HostKind.GITHUB,
    "gitlab": HostKind.GITLAB,
    "bitbucket": HostKind.BITBUCKET,
    "gitea": HostKind.GITEA,
    "forgejo": HostKind.GITEA,
    "codeberg": HostKind.GITEA,
}
_ISSUE = {
    HostKind.GITHUB: ("issues/new", "title", "body"),
    HostKind.GITLAB: ("-/issues/new", "issue[title]", "issue[description]"),
    HostKind.BITBUCKET: ("issues/new", "title", "content"),
    HostKind.GITEA: ("issues/new", "title", "body"),
}


@frozen
class GitHost:
    """Where the repository of a project is shown.

    Attributes:
        kind: Whose addresses it has.
        base: Address of the repository, without a slash at the end.
        branch: Branch that is shown and edited.
        folder: The project's folder in the repository, with a slash at the end, or empty for the root.
    """

    kind: HostKind
    base: str
    branch: str
    folder: str = ""

    def line(self, file: str, line: int) -> str:
        """Address of a line of a project's file."""
        path, branch = self._path(file), quote(self.branch)
        match self.kind:
            case HostKind.GITHUB:
                return f"{self.base}/blob/{branch}/{path}#L{line}"
            case HostKind.GITLAB:
                return f"{self.base}/-/blob/{branch}/{path}#L{line}"
            case HostKind.BITBUCKET:
                return f"{self.base}/src/{branch}/{path}#lines-{line}"
            case HostKind.GITEA:
                return f"{self.base}/src/branch/{branch}/{path}#L{line}"

    def edit(self, file: str, line: int) -> str:
        """Address of the host's editor, at a line of a project's file where the host can do that."""
        path, branch = self._path(file), quote(self.branch)
        match self.kind:
            case HostKind.GITHUB:
                return f"{self.base}/edit/{branch}/{path}#L{line}"
            case HostKind.GITLAB:
                return f"{self.base}/-/edit/{branch}/{path}#L{line}"
            case HostKind.BITBUCKET:
                return (
                    f"{self.base}/src/{branch}/{path}?mode=edit&at={quote(self.branch, safe='')}#lines-{line}"
                )
            case HostKind.GITEA:
                return f"{self.base}/_edit/{branch}/{path}#L{line}"

    def commit(self, commit: str) -> str:
        """Address of a commit."""
        middle = {HostKind.GITLAB: "-/commit", HostKind.BITBUCKET: "commits"}.get(self.kind, "commit")
        return f"{self.base}/{middle}/{quote(commit)}"

    def issue(self, title: str, body: str) -> str:
        """Address of the form for a new issue, with title and text filled in."""
        path, title_key, body_key = _ISSUE[self.kind]
        values = f"{quote(title_key)}={quote(title, safe='')}&{quote(body_key)}={quote(body, safe='')}"
        return f"{self.base}/{path}?{values}"

    def _path(self, file: str) -> str:
        return quote(self.folder + file)


def git_host(url: str, kind: str, branch: str, folder: str = "") -> GitHost | None:
    """The git host of a project, or None where its addresses cannot be known.

    Args:
        url: `repo_url` of project.yaml.
        kind: `repo_host` of project.yaml, or empty to tell it from the name of the host.
        branch: Branch to link to; empty stands for the default branch.
        folder: The project's folder in the repository, with a slash at the end.
    """
    base = safe_url(url.removesuffix("/").removesuffix(".git"))
    if base is None or urlsplit(base).scheme not in ("http", "https"):
        return None
    found = HostKind(kind) if kind in {one.value for one in HostKind} else _told(base)
    return None if found is None else GitHost(found, base, branch or "HEAD", folder)


def _told(url: str) -> HostKind | None:
    labels = (urlsplit(url).hostname or "").split(".")
    return next((kind for name, kind in _KNOWN.items() if name in labels), None)
