"""Texts that are remembered to fit their schema: what is unchanged need not be validated again.

That saves loading the validator, the largest library of a check. A text is known by a cryptographic digest
of all that the answer depends on, so that it is never out of date. Only texts without findings count, and of
a project those of its last check alone.
"""

import json
import zlib

from milepost import __version__
from milepost.source.data import Document
from milepost.source.digest import blake2b
from milepost.source.schemas import SchemaSet
from milepost.source.user_cache import Store

FORMAT = 1
"""What the answer depends on beside text and schemas; it rises when validation changes what it accepts."""

_SIZE = 16


class KnownValid:
    """What is known of the files of one project.

    Attributes:
        fresh: Digests of the valid documents of this run.
    """

    def __init__(self, store: Store, place: str, schemas: SchemaSet) -> None:
        """Recall the last check.

        Args:
            store: Where digests are kept between runs.
            place: Where the project is on this machine.
            schemas: The schemas in force.
        """
        self._store = store
        self._key = f"{zlib.crc32(place.encode('utf-8', 'surrogatepass')):08x}.valid.json"
        self._seed = f"{FORMAT} {__version__} {schemas.digest}".encode()
        self._kept = _digests(store.read(self._key))
        self.fresh: list[str] = []

    def has(self, document: Document) -> bool:
        """Whether a document is known to fit its schema; if so it stays known."""
        if document.table is not None or document.broken:
            return False
        digest = self._digest(document)
        if digest not in self._kept:
            return False
        self.fresh.append(digest)
        return True

    def learn(self, document: Document) -> None:
        """Note that a document fits its schema."""
        if document.table is None and not document.broken:
            self.fresh.append(self._digest(document))

    def keep(self) -> None:
        """Keep what is known for the next run, if it is not what is kept already."""
        if set(self.fresh) != self._kept:
            self._store.write(self._key, json.dumps(self.fresh))

    def _digest(self, document: Document) -> str:
        made = blake2b(self._seed, digest_size=_SIZE)
        made.update(f"\0{document.register}\0".encode())
        made.update(document.text.encode("utf-8", "surrogatepass"))
        return made.hexdigest()


def _digests(kept: str | None) -> frozenset[str]:
    try:
        found = [] if kept is None else json.loads(kept)
        return frozenset(one for one in found if isinstance(one, str))
    except (ValueError, TypeError, RecursionError):
        return frozenset()
