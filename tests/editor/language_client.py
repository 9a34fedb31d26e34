"""A small Language Server Protocol client over stdio: enough to open a file and ask about it."""

import json
import queue
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

TIMEOUT = 60.0
"""Seconds to wait for an answer before the server counts as dead."""


class LanguageClient:
    """Starts a server for a workspace folder and speaks with it; use as a context manager.

    Args:
        command: The server's command line.
        folder: Workspace folder.
        settings: What the editor's settings hold, by dotted name, as in `.vscode/settings.json`.
    """

    def __init__(self, command: list[str], folder: Path, settings: Mapping[str, object]) -> None:
        self._settings = settings
        self._folder = folder
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        self._answers: dict[int, queue.Queue[dict]] = {}
        self._diagnostics: dict[str, queue.Queue[list[dict]]] = {}
        self._next = 0
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._reader.start()
        root = self._folder.as_uri()
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": "project"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": self._nested()})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait(TIMEOUT)
        self._reader.join(TIMEOUT)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def open(self, path: Path, text: str) -> list[dict]:
        """Open a file with the given text, saved or not, and wait for its diagnostics."""
        uri = path.as_uri()
        arrived = self._diagnostics.setdefault(uri, queue.Queue())
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        return arrived.get(timeout=TIMEOUT)

    def ask(self, method: str, path: Path, line: int, character: int) -> dict | list | None:
        """Ask about a position; line and character count from 0 as in the protocol."""
        return self.request(
            method,
            {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}},
        )

    def request(self, method: str, params: object) -> dict | list | None:
        """Send a request and wait for its result; an error of the server fails the test."""
        self._next += 1
        answer: queue.Queue[dict] = queue.Queue()
        self._answers[self._next] = answer
        self._send({"id": self._next, "method": method, "params": params})
        message = answer.get(timeout=TIMEOUT)
        assert "error" not in message, message
        return message["result"]

    def notify(self, method: str, params: object) -> None:
        """Tell the server something that has no answer."""
        self._send({"method": method, "params": params})

    def _nested(self) -> dict[str, dict[str, object]]:
        sections: dict[str, dict[str, object]] = {}
        for name, value in self._settings.items():
            section, _, key = name.partition(".")
            sections.setdefault(section, {})[key] = value
        return sections

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        stream.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else None
            while header.strip():
                header = stream.readline()
                if header.lower().startswith(b"content-length"):
                    length = int(header.split(b":")[1])
            assert length is not None
            self._receive(json.loads(stream.read(length)))

    def _receive(self, message: dict) -> None:
        method = message.get("method")
        if method is None:
            self._answers.pop(message["id"]).put(message)
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            self._diagnostics.setdefault(params["uri"], queue.Queue()).put(params["diagnostics"])
        elif "id" in message:
            self._send({"id": message["id"], "result": self._answer(method, message.get("params"))})

    def _answer(self, method: str, params: dict | None) -> object:
        """What an editor says to the requests of a server."""
        if method == "workspace/configuration" and params is not None:
            nested = self._nested()
            return [nested.get(item.get("section", ""), {}) for item in params["items"]]
        return None
