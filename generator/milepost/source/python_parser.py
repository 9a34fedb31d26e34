"""The YAML parser in Python, made to read what libyaml reads, so that both give the same answers.

PyYAML forbids tabs between and within unquoted words, and question marks in unquoted words within brackets;
YAML and libyaml allow both. libyaml in turn wants a space between a colon and a bracket.
"""

from typing import NoReturn

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import FlowEntryToken, FlowSequenceEndToken, ScalarToken, ValueToken

_BREAKS = "\r\n\x85\u2028\u2029"
_ENDS = "\0" + _BREAKS
_BLANKS_AND_ENDS = " \t" + _ENDS


class PythonLoader(yaml.SafeLoader):
    """What stands in for libyaml where it is missing; overridden are the methods that differ from it."""

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line breaks; a tab at the beginning of a line is no blank."""
        if self.index == 0 and self.peek() == "\ufeff":
            self.forward()
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _ENDS:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_block_scalar_indicators(self, start_mark: yaml.Mark) -> tuple[bool | None, int | None]:  # noqa: ARG002 - PyYAML's own signature
        """What follows | or >: whether to keep (+) or strip (-) final line breaks, and the indentation."""
        keep: bool | None = None
        increment: int | None = None
        for _ in range(2):
            character = self.peek()
            if character in "+-" and keep is None:
                keep = character == "+"
            elif character in "123456789" and increment is None:
                increment = int(character)
            else:
                break
            self.forward()
        return keep, increment

    def scan_block_scalar_ignored_line(self, start_mark: yaml.Mark) -> None:
        """Skip what may stand behind | and >: blanks and a comment."""
        while self.peek() in " \t":
            self.forward()
        super().scan_block_scalar_ignored_line(start_mark)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, yaml.Mark]:
        """The indentation of a text behind | and >, which must not be followed by a tab.

        Raises:
            ScannerError: It is.
        """
        found: tuple[list[str], int, yaml.Mark] = super().scan_block_scalar_indentation()
        if self.peek() == "\t":
            self._refuse("while scanning a block scalar", "found a tab character in the indentation")
        return found

    def scan_plain(self) -> ScalarToken:
        """An unquoted text, over as many lines as it goes on.

        Raises:
            ScannerError: Within brackets, a colon is followed by a bracket or a comma.
        """
        chunks: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        blanks: list[str] | None = []
        while self.peek() != "#":
            length = self._length_of_word()
            if length == 0:
                break
            self.allow_simple_key = False
            chunks.extend(blanks or ())
            chunks.append(self.prefix(length))
            self.forward(length)
            end = self.get_mark()
            blanks = self.scan_plain_spaces(indent, start)
            if not blanks or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), plain=True, start_mark=start, end_mark=end)

    def _length_of_word(self) -> int:
        length = 0
        while (character := self.peek(length)) not in _BLANKS_AND_ENDS:
            after = self.peek(length + 1) if character == ":" else ""
            if character == ":" and after in _BLANKS_AND_ENDS:
                break
            if self.flow_level and character == ":" and after in ",?[]{}":
                self._refuse("while scanning a plain scalar", "found unexpected ':'")
            if self.flow_level and character in ",[]{}":
                break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> list[str] | None:  # noqa: ARG002
        """The blanks and line breaks within an unquoted text, folded; None when the document ends there.

        Raises:
            ScannerError: A continuation line is indented with a tab.
        """
        length = 0
        while self.peek(length) in " \t":
            length += 1
        blanks = self.prefix(length)
        self.forward(length)
        if self.peek() not in _BREAKS:
            return [blanks] if blanks else []
        line_break = self._line_break()
        self.allow_simple_key = True
        if self._document_ends():
            return None
        breaks: list[str] = []
        while self.peek() in " \t" + _BREAKS:
            if self.peek() == "\t" and self.column < indent:
                self._refuse("while scanning a plain scalar", "found a tab that violates indentation")
            if self.peek() in " \t":
                self.forward()
                continue
            breaks.append(self._line_break())
            if self._document_ends():
                return None
        folded = [line_break] if line_break != "\n" else [] if breaks else [" "]
        return folded + breaks

    def parse_flow_sequence_entry_mapping_key(self) -> yaml.Event:
        """The key behind a question mark within brackets; libyaml steps over what stands in its place."""
        self.get_token()  # type: ignore[no-untyped-call]  # the stubs leave it out
        if self.check_token(ValueToken, FlowEntryToken, FlowSequenceEndToken):
            self.state = self.parse_flow_sequence_entry_mapping_value
            skipped = self.get_token()  # type: ignore[no-untyped-call]
            return self.process_empty_scalar(skipped.end_mark)
        self.states.append(self.parse_flow_sequence_entry_mapping_value)
        event: yaml.Event = self.parse_flow_node()  # type: ignore[no-untyped-call]
        return event

    def _line_break(self) -> str:
        """Step over a line break and give it, every kind of end of line as LF; empty when there is none."""
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]  # the stubs leave it out

    def _document_ends(self) -> bool:
        """Whether a line of three dashes or dots begins here."""
        return self.prefix(3) in {"---", "..."} and self.peek(3) in _BLANKS_AND_ENDS

    def _refuse(self, context: str, problem: str) -> NoReturn:
        raise ScannerError(context, None, problem, self.get_mark())
