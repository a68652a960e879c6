"""The bar of slow plots: on a terminal only, past the first second only, and gone at the end."""

from types import SimpleNamespace

import pytest

from chartkit.diagnostics import progress as bars
from chartkit.sklearn._progress import progress

CLEARED = "\r\x1b[K"


class Terminal:
    """A stderr that is a terminal, and keeps what is written."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that bars see, in its last entry."""
    times = [0.0]
    monkeypatch.setattr(bars, "time", SimpleNamespace(monotonic=lambda: times[-1]))
    return times


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    found = Terminal()
    monkeypatch.setattr(bars, "sys", SimpleNamespace(stderr=found))
    return found


def test_steps_past_the_first_second_are_drawn_and_taken_away(clock: list[float], terminal: Terminal) -> None:
    with progress(4, "elbow curve") as advance:
        advance()
        assert terminal.written == ""
        clock.append(1.5)
        advance()
        assert terminal.written == f"\relbow curve [{'#' * 18}{'-' * 18}] 2 of 4"
        advance()
        advance()
    assert terminal.written.endswith(f"3 of 4{CLEARED}")


def test_a_fault_takes_the_bar_away(clock: list[float], terminal: Terminal) -> None:
    with pytest.raises(ZeroDivisionError), progress(4) as advance:
        clock.append(2.0)
        advance()
        raise ZeroDivisionError
    assert terminal.written.endswith(CLEARED)


def test_nothing_is_written_where_stderr_is_no_terminal(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress(2) as advance:
        clock.append(5.0)
        advance()
    assert capsys.readouterr().err == ""
