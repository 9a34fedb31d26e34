"""Text for formats that other programs read: on one line, without characters that they choke on."""

import unicodedata


def one_line(text: str) -> str:
    """Text without line ends, control characters and lone surrogates; white space becomes single spaces."""
    kept = "".join(" " if character.isspace() else character for character in text)
    return " ".join("".join(one for one in kept if _is_harmless(one)).split())


def _is_harmless(character: str) -> bool:
    """Whether a character is text: no control, no surrogate, nothing that turns the direction of writing."""
    category = unicodedata.category(character)
    if character in "\u200c\u200d":  # joiners, which some scripts are not written without
        return True
    return category not in ("Cc", "Cs", "Cf", "Cn", "Co")
