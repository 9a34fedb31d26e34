"""Files to documents: YAML and Markdown with front matter become data with positions."""

from typing import TypeAlias

from milepost.diagnostics import Diagnostic
from milepost.source import files, rules
from milepost.source.data import Document, Map
from milepost.source.fields import Fields
from milepost.source.files import SourceFile
from milepost.source.folder import Folder
from milepost.source.remembered import read_remembered
from milepost.source.schemas import PROJECT, SchemaSet
from milepost.source.user_cache import NoStore, Store

Known: TypeAlias = dict[tuple[str, str, str], tuple[Document, tuple[Diagnostic, ...]]]
"""What was made of a file, by its path, its register and its text."""


def read_documents(
    folder: Folder, schemas: SchemaSet, store: Store | None = None, known: Known | None = None
) -> tuple[list[Document], list[Diagnostic]]:
    """Read every file of a project folder.

    Args:
        folder: The project folder.
        schemas: The schemas in force.
        store: Where readings are kept between runs; None keeps none.
        known: Files that were read in this run, by an earlier call; grows by those that were not.

    Returns:
        A document for each file, in order of path, and what is wrong with the files. A file that cannot be
        understood is a document that is `broken` and holds what could be read.
    """
    found, findings = files.collect(folder, schemas)
    kept = NoStore() if store is None else store
    order = {file.path: index for index, file in enumerate(found)}
    documents: list[Document] = []
    for file in found:
        if file.raw is None:
            document, wrong = (
                _document(file, folder, kept) if known is None else _once(file, folder, kept, known)
            )
            documents.append(document)
            findings.extend(wrong)
    tables = [file for file in found if file.raw is not None]
    if tables:
        from milepost.source.table_files import read_tables

        project = next((one for one in documents if one.register == PROJECT), None)
        settings = None if project is None else Fields(project.data, project)
        lines, of_tables = read_tables(tables, settings, schemas)
        documents = sorted([*documents, *lines], key=lambda one: order[one.path])
        findings.extend(of_tables)
    return documents, findings


def _once(
    file: SourceFile, folder: Folder, store: Store, known: Known
) -> tuple[Document, tuple[Diagnostic, ...]]:
    if file.text is None:
        return _document(file, folder, store)
    key = (file.path, file.register, file.text)
    if key not in known:
        known[key] = _document(file, folder, store)
    return known[key]


def _document(file: SourceFile, folder: Folder, store: Store) -> tuple[Document, tuple[Diagnostic, ...]]:
    if file.text is None:
        return Document(file.path, file.register, "", Map(), broken=True), ()
    place = folder.place(file.path)
    if file.layout == "markdown":
        return _markdown(file.path, file.register, file.text, place, store)
    reading = read_remembered(file.path, file.text, place, store)
    return Document(
        file.path, file.register, file.text, reading.data, broken=not reading.whole
    ), reading.findings


def _markdown(
    path: str, register: str, text: str, place: str, store: Store
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Front matter between two lines of `---`, then the text."""
    begin = text.find("\n") + 1
    if text[:begin].rstrip() != "---":
        return _no_front_matter(path, register, text)
    end = begin
    while end < len(text):
        stop = text.find("\n", end) + 1 or len(text)
        if text[end:stop].rstrip() == "---":
            reading = read_remembered(path, text, place, store, base=begin, end=end)
            body = text[stop:]
            whole = reading.whole
            return Document(path, register, text, reading.data, body=body, broken=not whole), reading.findings
        end = stop
    return _no_front_matter(path, register, text)


def _no_front_matter(path: str, register: str, text: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    document = Document(path, register, text, Map(), broken=True)
    finding = rules.NO_FRONT_MATTER.at(document.span(0, 1), "the file does not begin with front matter (---)")
    return document, (finding,)
