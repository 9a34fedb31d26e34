"""The downloads page: the files a reader can take away."""

from milepost.frozen import frozen


@frozen
class DownloadItem:
    """A file of the site: its path, what it is, its format and its size in bytes."""

    path: str
    title: str
    description: str
    format: str
    size: int


@frozen
class DownloadsView:
    """The downloads page: groups of files under a heading each."""

    groups: tuple[tuple[str, tuple[DownloadItem, ...]], ...]
