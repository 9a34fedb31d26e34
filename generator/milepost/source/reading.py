"""What came of reading a text, whether it was parsed or remembered."""

from milepost.diagnostics import Diagnostic
from milepost.frozen import frozen
from milepost.source.data import Map


@frozen
class Reading:
    """What came of reading one text.

    Attributes:
        data: The mapping it holds; empty when there is none.
        findings: Everything that is wrong with it, in the order of the text.
        whole: Whether the text could be understood to its end.
    """

    data: Map
    findings: tuple[Diagnostic, ...]
    whole: bool
