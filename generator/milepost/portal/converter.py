"""The Markdown converter for texts of users: no raw HTML, no images, headings below those of the page."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_HEADINGS = {f"h{level}": f"h{min(level + 3, 6)}" for level in range(1, 7)}


@lru_cache(maxsize=1)
def converter_of_texts() -> Markdown:
    """The converter; what it makes is still to be sanitised."""
    converter = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.treeprocessors.register(_Tame(converter), "milepost-tame", 1)
    return converter


class _Tame(Treeprocessor):
    """Turn images into links, and move headings below those of the page."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in _elements(root):
            if element.tag in _HEADINGS:
                element.tag = _HEADINGS[element.tag]
            for image in element.findall("img"):
                self._to_link(image)

    def _to_link(self, image: Element) -> None:
        label = image.get("alt") or image.get("src") or "image"
        source = image.get("src", "")
        tail = image.tail
        image.clear()
        image.tag = "a"
        image.set("href", source)
        image.text = label
        image.tail = tail


def _elements(root: Element) -> Iterator[Element]:
    yield from list(root.iter())
