"""The downloads page: the files a reader can take away."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DownloadItem:
    """A file of the site: its path, what it is, its format and its size in bytes."""

    path: str
    title: str
    description: str
    format: str
    size: int


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """The downloads page: groups of files under a heading each."""

    groups: tuple[tuple[str, tuple[DownloadItem, ...]], ...]
