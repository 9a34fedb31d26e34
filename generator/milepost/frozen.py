"""The decorator of all values of the domain: a frozen dataclass with slots, made quickly.

`dataclass(frozen=True, slots=True)` compiles six functions for each class. There are so many classes that
this took a sixth of the time of `milepost check`. Here `__init__` alone is compiled; the other functions
are shared. What comes of it is a dataclass all the same: `fields`, `replace` and `is_dataclass` know it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots, compared and hashed by its fields."""
    made, of = _made(cls)
    compared = _values(one.name for one in of if one.compare)
    hashed = _values(one.name for one in of if (one.compare if one.hash is None else one.hash))
    _complete(made, {"__eq__": _equal(compared), "__hash__": lambda self: hash(hashed(self))})
    return made  # type: ignore[return-value]


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def entity(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots of which each value is equal to itself only."""
    made, _ = _made(cls)
    return made  # type: ignore[return-value]


def _made(cls: type[T]) -> "tuple[type[DataclassInstance], tuple[Field[object], ...]]":
    made: type[DataclassInstance] = dataclass(init=False, repr=False, eq=False, slots=True)(cls)  # type: ignore[arg-type]
    of = fields(made)
    shared = {"__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse}
    _complete(made, {"__init__": _init(made, of), **shared})
    return made, of


def _complete(made: type, functions: Mapping[str, object]) -> None:
    own = vars(made)
    for name, function in functions.items():
        if own.get(name) is None:
            setattr(made, name, function)


def _init(cls: type, of: tuple[Field[object], ...]) -> object:
    """Compile what takes the fields as arguments and puts them into the slots."""
    known: dict[str, object] = {"MISSING": MISSING}
    arguments, body = [], []
    for one in of:
        name = one.name
        known[f"put_{name}"] = getattr(cls, name).__set__
        value = name
        if one.default_factory is not MISSING:
            known[f"make_{name}"] = one.default_factory
            value = f"make_{name}() if {name} is MISSING else {name}" if one.init else f"make_{name}()"
            arguments += [f"{name}=MISSING"] if one.init else []
        elif one.default is not MISSING:
            known[f"default_{name}"] = one.default
            arguments.append(f"{name}=default_{name}")
        elif one.init:
            arguments.append(name)
        else:
            continue
        body.append(f" put_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    text = f"def __init__({', '.join(['self', *arguments])}):\n" + "\n".join(body or [" pass"])
    exec(text, known)  # noqa: S102 - made of the names of fields, and nothing else
    return known["__init__"]


def _values(names: Iterable[str]) -> Callable[[object], object]:
    asked = tuple(names)
    return attrgetter(*asked) if asked else lambda _: ()


def _equal(values: Callable[[object], object]) -> object:
    def equal(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented  # type: ignore[no-any-return]
        return bool(values(self) == values(other))

    return equal


@recursive_repr()
def _repr(self: "DataclassInstance") -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse(_self: object, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")
