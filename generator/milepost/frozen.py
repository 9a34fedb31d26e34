"""Decorators of the classes of the domain: dataclasses with slots, made quickly.

`dataclass(frozen=True, slots=True)` looks at every field of a class and compiles six functions for it, and
the module it comes from loads Python's own parser. There are hundreds of classes, and a command makes values
of a few of them: this took a fifteenth of the time of a small `milepost check`. Here a class knows the names
of its fields, and everything else is made when it is first needed: `__init__`, comparison and hash, and the
fields as the standard library describes them. What comes of it is a dataclass all the same:
`dataclasses.fields`, `is_dataclass`, `astuple` and `match` know it.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")

if TYPE_CHECKING:
    import dataclasses
    from dataclasses import field, replace  # noqa: TID251
else:

    def field(**said: object) -> "_Field":
        """Describe a field, in the words of `dataclasses.field`."""
        return _Field(**said)

    def replace(value: T, /, **changes: object) -> T:
        """A copy of a value with other values of some fields."""
        for name in value.__match_args__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return type(value)(**changes)


__all__ = ["entity", "field", "frozen", "mutable", "replace"]

_MISSING = object()
_WRITTEN = "__written_fields__"
"""Where a class keeps its fields as they are written: name to annotation and description, parents' first."""


class _Field:
    """What is said of a field; the words are those of `dataclasses.field`."""

    __slots__ = ("compare", "default", "default_factory", "hash", "init", "repr")

    def __init__(
        self,
        *,
        default: object = _MISSING,
        default_factory: object = _MISSING,
        init: bool = True,
        repr: bool = True,  # noqa: A002  the standard library's word
        hash: bool | None = None,  # noqa: A002
        compare: bool = True,
    ) -> None:
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.compare = init, repr, compare
        self.hash = compare if hash is None else hash


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots, compared and hashed by its fields."""
    return _made(cls, {**_SHARED, **_FROZEN, "__eq__": _first_equal, "__hash__": _first_hash})


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def entity(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with slots of which each value is equal to itself only."""
    return _made(cls, {**_SHARED, **_FROZEN})


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def mutable(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots that can be written, for what is in the making."""
    return _made(cls, _SHARED)


def _made(cls: type[T], functions: Mapping[str, object]) -> type[T]:
    """The class once more, with slots in place of the defaults, and with functions that it does not have."""
    inherited: dict[str, tuple[object, _Field]] = getattr(cls, _WRITTEN, {})
    own = dict(vars(cls))
    declared = {
        name: (annotation, _described(own.pop(name, _MISSING)))
        for name, annotation in _annotations(cls).items()
    }
    written = {**inherited, **declared}
    slots = [name for name in declared if name not in inherited]
    if any(isinstance(value, cached_property) for value in own.values()):
        slots.append("__dict__")
    for name in ("__dict__", "__weakref__"):
        own.pop(name, None)
    own |= {name: function for name, function in functions.items() if own.get(name) is None}
    own |= {
        "__qualname__": cls.__qualname__,
        "__slots__": tuple(slots),
        "__match_args__": tuple(name for name, (_, one) in written.items() if one.init),
        "__dataclass_fields__": _FIELDS,
        _WRITTEN: written,
    }
    return type(cls)(cls.__name__, cls.__bases__, own)  # type: ignore[no-any-return, misc]


def _annotations(cls: type) -> Mapping[str, object]:
    """What the body of a class says of its fields."""
    if sys.version_info >= (3, 14):  # a name that only a type checker knows stays a name
        import annotationlib

        return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)
    return vars(cls).get("__annotations__", {})  # type: ignore[no-any-return]


_PLAIN = _Field()


def _described(written: object) -> _Field:
    if written is _MISSING:
        return _PLAIN
    return written if isinstance(written, _Field) else _Field(default=written)


class _FieldsWhenAsked:
    """Describes the fields of a class as the standard library does when somebody first asks for them."""

    def __get__(self, _: object, owner: type) -> "dict[str, dataclasses.Field[Any]]":
        import dataclasses  # loads more than all of a small check

        home = _home(owner)
        written: dict[str, tuple[object, _Field]] = vars(home)[_WRITTEN]
        described = [
            (name, annotation, dataclasses.field(**_said(one)))  # noqa: TID251
            for name, (annotation, one) in written.items()
        ]
        like = dataclasses.make_dataclass(home.__name__, described, init=False, repr=False, eq=False)
        found = {one.name: one for one in dataclasses.fields(like)}
        setattr(home, "__dataclass_fields__", found)  # noqa: B010  a type checker knows it as a constant
        return found


_FIELDS = _FieldsWhenAsked()


def _said(one: _Field) -> dict[str, Any]:
    return {name: value for name in _Field.__slots__ if (value := getattr(one, name)) is not _MISSING}


def _home(cls: type) -> type:
    """The class that was decorated: the class itself, or the first of its parents."""
    return next(one for one in cls.__mro__ if _WRITTEN in vars(one))


def _names(cls: type, asked: Callable[[_Field], bool | None]) -> Iterator[str]:
    """Names of the fields of which something is said."""
    return (name for name, (_, one) in vars(_home(cls))[_WRITTEN].items() if asked(one))


def _first_init(self: object, *values: object, **named: object) -> None:
    home = _home(type(self))
    home.__init__ = init = _init(home)  # type: ignore[misc]
    init(self, *values, **named)


def _first_equal(self: object, other: object) -> bool:
    home = _home(type(self))
    home.__eq__ = equal = _equal(_values(_names(home, lambda one: one.compare)))  # type: ignore[method-assign, assignment]
    return equal(self, other)


def _first_hash(self: object) -> int:
    home = _home(type(self))
    hashed = _values(_names(home, lambda one: one.hash))
    home.__hash__ = lambda self: hash(hashed(self))  # type: ignore[method-assign, assignment, misc]
    return hash(hashed(self))


def _init(cls: type) -> Callable[..., None]:
    """Compile what takes the fields as arguments and puts them into the slots."""
    known: dict[str, Any] = {"MISSING": _MISSING}
    arguments, body = [], []
    for name, (_, one) in vars(cls)[_WRITTEN].items():
        known[f"put_{name}"] = getattr(cls, name).__set__
        value = name
        if one.default_factory is not _MISSING:
            known[f"make_{name}"] = one.default_factory
            value = f"make_{name}() if {name} is MISSING else {name}" if one.init else f"make_{name}()"
            arguments += [f"{name}=MISSING"] if one.init else []
        elif one.default is not _MISSING:
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
    return known["__init__"]  # type: ignore[no-any-return]


def _values(names: Iterator[str]) -> Callable[[object], object]:
    asked = tuple(names)
    return attrgetter(*asked) if asked else lambda _: ()


def _equal(values: Callable[[object], object]) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented  # type: ignore[no-any-return]
        return bool(values(self) == values(other))

    return equal


@recursive_repr()
def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in _names(type(self), lambda one: one.repr))
    return f"{type(self).__qualname__}({shown})"


def _refuse(_self: object, name: str, *_: object) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


_SHARED: Mapping[str, object] = {"__init__": _first_init, "__repr__": _repr}
_FROZEN: Mapping[str, object] = {"__setattr__": _refuse, "__delattr__": _refuse}
