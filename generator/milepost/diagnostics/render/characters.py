"""Text from other people's files made safe to print: control and direction marks shown, widths known."""

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(character: str) -> str:
    r"""The character itself, or an escape such as `\x1b` or `\u202e` when printing it would act or hide.

    Escaped are control, format (direction marks, zero-width joiners), surrogate, private and unassigned
    characters and line separators; all kinds of space stay.
    """
    if character.isprintable():
        return character
    if character in _SHORT:
        return _SHORT[character]
    from unicodedata import category

    if category(character) == "Zs":
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape(text: str) -> str:
    """The text on one line, with nothing in it that could drive a terminal."""
    if text.isprintable():
        return text
    return "".join(visible(character) for character in text)


def well_formed(text: str) -> str:
    """The text with lone surrogates replaced by U+FFFD, so that every encoder accepts it."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def columns(character: str) -> int:
    """How many terminal columns a printable character takes (Unicode Standard Annex 11): 0, 1 or 2."""
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width

    if category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
