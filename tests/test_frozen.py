"""Frozen values behave as frozen dataclasses do."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace

import pytest

from milepost.frozen import entity, frozen


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
    tags: list[str] = field(default_factory=list, compare=False)
    note: str = field(default="", hash=False, repr=False)
    _length: int = field(init=False, repr=False, compare=False)

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
