"""Frozen values behave as frozen dataclasses do."""

import dataclasses
import sys
from dataclasses import FrozenInstanceError, astuple, dataclass, fields, is_dataclass
from functools import cached_property
from subprocess import run

import pytest

from milepost.frozen import entity, field, frozen, mutable, replace


@frozen
class Ours:
    """A value."""

    name: str
    days: int = 1
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", hash=False, repr=False)
    _length: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_length", len(self.name))


@dataclass(frozen=True, slots=True)
class Theirs:
    """The same value, made by the standard library."""

    name: str
    days: int = 1
    tags: list[str] = dataclasses.field(default_factory=list, compare=False)
    note: str = dataclasses.field(default="", hash=False, repr=False)
    _length: int = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_length", len(self.name))


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_compared_and_hashed_by_fields(kind) -> None:
    one = kind("a", tags=["x"])
    assert one == kind("a")
    assert one != kind("a", 2)
    assert one != kind("a", note="n")
    assert hash(kind("a", note="n")) == hash(kind("a"))
    assert one != ("a", 1)
    assert len({one, kind("a"), kind("b")}) == 2


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_made_from_positions_names_defaults_and_factories(kind) -> None:
    one = kind("abc", note="n")
    assert (one.name, one.days, one.tags, one.note, one._length) == ("abc", 1, [], "n", 3)
    assert kind("a").tags is not kind("a").tags
    with pytest.raises(TypeError, match="name"):
        kind()
    with pytest.raises(TypeError, match="weeks"):
        kind("a", weeks=1)


@pytest.mark.parametrize("kind", [Ours, Theirs])
def test_nothing_can_be_written(kind) -> None:
    one = kind("a")
    with pytest.raises(FrozenInstanceError, match="days"):
        one.days = 2
    with pytest.raises(FrozenInstanceError, match="days"):
        del one.days
    assert not hasattr(one, "__dict__")


def test_is_a_dataclass_to_the_standard_library() -> None:
    assert is_dataclass(Ours)
    assert [one.name for one in fields(Ours)] == [one.name for one in fields(Theirs)]
    assert replace(Ours("abc"), name="z")._length == 1
    assert Ours.__match_args__ == Theirs.__match_args__
    assert repr(Ours("a", note="n")) == repr(Theirs("a")).replace("Theirs", "Ours")
    assert astuple(Ours("a", note="n")) == astuple(Theirs("a", note="n"))
    said = ("name", "type", "init", "repr", "hash", "compare", "default")
    ours, theirs = (
        [[getattr(one, name) for name in said] for one in fields(kind)] for kind in (Ours, Theirs)
    )
    assert [[*one[:4], one[5]] for one in ours] == [[*one[:4], one[5]] for one in theirs]


def test_replaced_fields_alone_are_other() -> None:
    one = Ours("a", 2, ["x"], "n")
    assert replace(one, days=3) == Ours("a", 3, ["x"], "n")
    assert replace(one, days=3).tags is one.tags
    with pytest.raises(TypeError, match="weeks"):
        replace(one, weeks=3)


def test_what_is_computed_once_is_kept() -> None:
    counted = []

    @frozen
    class Sum:
        """Adds when asked."""

        parts: tuple[int, ...]

        @cached_property
        def total(self) -> int:
            counted.append(self)
            return sum(self.parts)

    one = Sum((1, 2))
    assert (one.total, one.total, len(counted)) == (3, 3, 1)
    assert one == Sum((1, 2))
    with pytest.raises(FrozenInstanceError):
        one.parts = ()


def test_what_is_in_the_making_can_be_written() -> None:
    @mutable
    class Heap:
        """Grows."""

        items: list[int] = field(default_factory=list)
        more: int = 0

    heap = Heap()
    heap.more += 1
    assert repr(heap).endswith("Heap(items=[], more=1)")
    assert heap != Heap(more=1)
    with pytest.raises(AttributeError):
        heap.other = 1


def test_a_check_loads_neither_dataclasses_nor_what_they_need(tmp_path) -> None:
    code = "import sys, milepost.checking; print(*sorted({'dataclasses', 'inspect', 'ast', 'hashlib', 'jinja2', 'babel'} & set(sys.modules)))"
    found = run(
        [sys.executable, "-S", "-c", f"import sys; sys.path = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == ""


def test_words_of_its_own_are_kept() -> None:
    @frozen
    class Named:
        """Compared by its name alone."""

        name: str
        rest: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Named) and other.name == self.name

        def __hash__(self) -> int:
            return hash(self.name)

        def __repr__(self) -> str:
            return self.name

    assert Named("a", 1) == Named("a", 2)
    assert repr(Named("a", 1)) == "a"
    assert len({Named("a", 1), Named("a", 2)}) == 1


def test_no_field_at_all() -> None:
    @frozen
    class Nothing:
        """Nothing to say."""

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1


@entity
class Place:
    """A value with an identity."""

    name: str


@entity
class Street(Place):
    """A value with an identity, and more fields."""

    houses: int = 0


def test_entities_are_equal_to_themselves_only() -> None:
    one = Street("a", 3)
    assert one == one
    assert one != Street("a", 3)
    assert len({one, Street("a", 3)}) == 2
    assert repr(one) == "Street(name='a', houses=3)"
    assert replace(one, houses=4).houses == 4
    with pytest.raises(FrozenInstanceError):
        one.name = "b"
