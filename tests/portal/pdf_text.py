"""The words on each page of a PDF that Chromium printed: enough of the format for that one writer."""

import re
import zlib
from unicodedata import normalize

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj$", re.DOTALL | re.MULTILINE)
_STREAM = re.compile(rb"(.*?)stream\n(.*)\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_TEXT = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\[(.*?)\] TJ", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_ONE = re.compile(rb"^<(\w+)> <(\w+)>$", re.MULTILINE)
_RUN = re.compile(rb"^<(\w+)> <(\w+)> <(\w+)>$", re.MULTILINE)


def page_texts(pdf):
    """The text of each page without white space, which is a matter of moving the pen, and without ligatures."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    return [_page(body, objects) for body in pages]


def _stream(body):
    head, data = _STREAM.fullmatch(body).groups()
    return zlib.decompress(data) if b"FlateDecode" in head else data


def _page(body, objects):
    fonts = re.search(rb"/Font <<(.*?)>>", body, re.DOTALL)
    maps = {
        name: _letters(objects[int(number)], objects)
        for name, number in _FONT.findall(fonts[1] if fonts else b"")
    }
    content = _stream(objects[int(re.search(rb"/Contents (\d+) 0 R", body)[1])])
    parts, letters = [], {}
    for font, text, texts in _TEXT.findall(content):
        if font:
            letters = maps[font]
        parts.extend(_read(one, letters) for one in (text, *_HEX.findall(texts)))
    return "".join(normalize("NFKC", "".join(parts)).split())


def _read(written, letters):
    return "".join(letters.get(int(written[at : at + 4], 16), "") for at in range(0, len(written), 4))


def _letters(font, objects):
    """Glyph to text, as a font's map says."""
    named = re.search(rb"/ToUnicode (\d+) 0 R", font)
    text = _stream(objects[int(named[1])]) if named else b""
    found = {int(glyph, 16): _text(word) for glyph, word in _ONE.findall(text)}
    for first, last, word in _RUN.findall(text):
        for step in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + step] = chr(ord(_text(word)[0]) + step)
    return found


def _text(word):
    return bytes.fromhex(word.decode()).decode("utf-16-be")
