"""Files as every package meets them."""

from pathlib import Path

from chartkit.files import stamp_of


def test_a_stamp_tells_a_change_and_a_file_that_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    assert stamp_of([file]) == ((file, 0, 0),)
    file.write_text("a")
    first = stamp_of([file])
    file.write_text("ab")
    assert stamp_of([file]) != first
