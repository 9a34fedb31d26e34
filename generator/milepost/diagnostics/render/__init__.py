"""The forms in which findings are printed, one module per format, and which one suits where we run."""

from collections.abc import Callable, Mapping

from milepost.diagnostics.render import as_json, github, gitlab, junit, sarif, text
from milepost.diagnostics.render.request import Colour, Listing, Tally
from milepost.diagnostics.render.together import together

Renderer = Callable[[Listing], str]

RENDERERS: Mapping[str, Renderer] = {
    "text": text.render,
    "json": as_json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
}
"""Every format by the name that `--format` takes."""

_BY_ENDING = {".sarif": "sarif", ".xml": "junit", ".json": "json"}

__all__ = ["RENDERERS", "Colour", "Listing", "Renderer", "Tally", "default_format", "together"]


def default_format(environ: Mapping[str, str], output: str | None = None) -> str:
    """The format used when none is asked for.

    On the console that is `github` inside GitHub Actions, which reads annotations from the log, and `text`
    everywhere else, GitLab CI included: a Code Quality report is a file, its log is for people. A file gets
    what its name says: `.sarif`, `.xml` (JUnit) or `.json`, which inside GitLab CI is a Code Quality report.

    Args:
        environ: Environment variables.
        output: Name of the file that the findings are written to; None for the console.
    """
    if output is None:
        return "github" if environ.get("GITHUB_ACTIONS") == "true" else "text"
    ending = output[output.rfind(".") :].lower() if "." in output else ""
    chosen = _BY_ENDING.get(ending, "text")
    return "gitlab" if chosen == "json" and environ.get("GITLAB_CI") == "true" else chosen
