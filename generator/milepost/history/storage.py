"""Where what is known of revisions is kept between runs."""

import os

from milepost.source.user_cache import Store, store_in


def history_store() -> Store:
    """The store for snapshots of revisions, in the user's cache folder if there is one."""
    return store_in(os.environ, "history")
