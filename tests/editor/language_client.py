"""A small client of the YAML language server: opens texts, gives what an editor would show of them.

Speaks the Language Server Protocol over the server's standard input and output. Every answer is waited for at most
`PATIENCE_S`; the server is told to look nothing up outside of this machine.
Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any, NamedTuple

PATIENCE_S = 60.0
SETTINGS: dict[str, dict[str, Any]] = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True},
    "http": {"proxy": "", "proxyStrictSSL": True},
}


class Underline(NamedTuple):
    """A red underline: 1-based line and column, what stands there, and what is said about it."""

    line: int
    column: int
    words: str
    message: str


class LanguageClient:
    """One running server; a context manager that ends it."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.replies: Queue[dict[str, Any]] = Queue()
        self.reports: Queue[dict[str, Any]] = Queue()
        self.n_requests = 0
        self.n_texts = 0
        threading.Thread(target=self._listen, daemon=True).start()
        markdown = {"contentFormat": ["markdown", "plaintext"]}
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"hover": markdown, "completion": {"completionItem": {"snippetSupport": True}}},
        }
        self._ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self._tell("initialized", {})

    def __enter__(self) -> LanguageClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._ask("shutdown", None)
        self._tell("exit", None)
        self.process.wait(PATIENCE_S)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def underlines(self, *texts: str, path: Path | None = None) -> list[Underline]:
        """What is underlined in each of `texts`, in its order; `path` is where an only one is said to stand."""
        waiting = {self._opened(text, path): text for text in texts}
        found: list[Underline] = []
        while waiting:
            try:
                report = self.reports.get(timeout=PATIENCE_S)
            except Empty:
                raise AssertionError(f"nothing said of {len(waiting)} texts within {PATIENCE_S:.0f} s") from None
            if report["uri"] in waiting:  # not of a text that was opened to ask about a place
                text = waiting.pop(report["uri"])
                found += sorted(_underline(text, each) for each in report["diagnostics"])
        return found

    def hover(self, text: str) -> str:
        """What is shown over the place marked by `|` in the preset `text`, as Markdown; empty for nothing."""
        shown = self._ask("textDocument/hover", self._place(text))
        return shown["contents"]["value"] if shown else ""

    def completions(self, text: str) -> list[str]:
        """The words offered at the place marked by `|` in the preset `text`."""
        offered = self._ask("textDocument/completion", self._place(text))
        return [item["label"] for item in offered["items"]]

    def _place(self, text: str) -> dict[str, Any]:
        """The marked place of a text that is opened without its mark."""
        before, _, after = text.partition("|")
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        uri = self._opened(before + after)
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}

    def _opened(self, text: str, path: Path | None = None) -> str:
        self.n_texts += 1
        uri = (path or self.folder / f"preset{self.n_texts}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, params: object) -> Any:
        """The server's answer; fails with its words where it has none."""
        self.n_requests += 1
        self._send({"id": self.n_requests, "method": method, "params": params})
        try:
            while (reply := self.replies.get(timeout=PATIENCE_S))["id"] != self.n_requests:
                pass
        except Empty:
            raise AssertionError(f"no answer to {method} within {PATIENCE_S:.0f} s") from None
        assert "error" not in reply, reply["error"]
        return reply["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        """Sort what the server sends; answer what it asks, which is its settings."""
        assert self.process.stdout is not None
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            message = json.loads(self.process.stdout.read(length))
            if "method" not in message:
                self.replies.put(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self.reports.put(message["params"])
            elif "id" in message:
                self._send({"id": message["id"], "result": _settings(message)})


def _settings(request: dict[str, Any]) -> Any:
    if request["method"] != "workspace/configuration":
        return None
    return [SETTINGS.get(item["section"], {}) for item in request["params"]["items"]]


def _underline(text: str, found: dict[str, Any]) -> Underline:
    start, end = found["range"]["start"], found["range"]["end"]
    line = text.splitlines()[start["line"]]
    last = end["character"] if end["line"] == start["line"] else len(line)
    words = line[start["character"] : last]
    return Underline(start["line"] + 1, start["character"] + 1, words, found["message"])
