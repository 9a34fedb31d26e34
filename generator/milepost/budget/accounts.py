"""The tree of control accounts, and sums over it."""

from collections.abc import Mapping

from milepost.budget.evm import NOTHING, Performance, total
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.units import Money

UNASSIGNED = "(no account)"
"""The account of what names none, so that the accounts still add up to the project; no id looks like it."""

UNDISTRIBUTED = "(undistributed)"
"""Stands for the account of budget that is approved and not yet given to an account."""


@frozen
class Account:
    """A control account.

    Attributes:
        id: Its id.
        name: What the money is for.
        parent: Id of the account above it, or None.
        depth: Number of accounts above it.
        children: Ids of the accounts directly below it.
        manager: Who answers for it, or empty.
        budget: Budget written at the account itself, or None.
        record: Where it is written; None for the two that stand for no account.
    """

    id: str
    name: str
    parent: str | None
    depth: int
    children: tuple[str, ...]
    manager: str
    budget: Money | None
    record: Record | None


@frozen
class AccountTree:
    """The control accounts of a project, each before those below it."""

    accounts: Mapping[str, Account]

    def known(self, id_: str) -> str:
        """The id if there is such an account, else what stands for no account."""
        return id_ if id_ in self.accounts else UNASSIGNED

    def under(self, id_: str) -> tuple[str, ...]:
        """The account itself and every account below it, in order."""
        found = [id_]
        for below in found:  # grows while it is walked
            found.extend(self.accounts[below].children)
        return tuple(found)

    def rolled_up(self, own: Mapping[str, Performance]) -> dict[str, Performance]:
        """What each account holds with everything below it, from what it holds itself."""
        result: dict[str, Performance] = {}
        for id_, account in reversed(tuple(self.accounts.items())):
            below = (result[child] for child in account.children)
            result[id_] = total((own.get(id_, NOTHING), *below))
        return {id_: result[id_] for id_ in self.accounts}

    @property
    def roots(self) -> tuple[str, ...]:
        """The accounts with none above them."""
        return tuple(id_ for id_, account in self.accounts.items() if account.parent is None)


def read_accounts(project: Project) -> AccountTree:
    """The control accounts that a project writes down, and the two that stand for none.

    A parent follows from nesting, so the accounts cannot form a circle. Of accounts with the same id the
    first counts; the others have a finding.
    """
    records: dict[str, Record] = {}
    for record in project.all("account"):
        if record.id:
            records.setdefault(record.id, record)
    children: dict[str, list[str]] = {id_: [] for id_ in records}
    for id_, record in records.items():
        if record.parent is not None and record.parent.id in records:
            children[record.parent.id].append(id_)
    accounts: dict[str, Account] = {}
    for id_, record in records.items():
        parent = record.parent.id if record.parent is not None and record.parent.id in accounts else None
        accounts[id_] = Account(
            id=id_,
            name=record.title,
            parent=parent,
            depth=0 if parent is None else accounts[parent].depth + 1,
            children=tuple(children[id_]),
            manager=record.text("manager"),
            budget=record.money("budget"),
            record=record,
        )
    for id_, name in ((UNASSIGNED, "Without account"), (UNDISTRIBUTED, "Undistributed budget")):
        accounts[id_] = Account(id_, name, None, 0, (), "", None, None)
    return AccountTree(accounts)
