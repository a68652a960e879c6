"""A run that goes on is read once, however often it is looked at: of each look the new lines alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartkit.runs import Api, init
from chartkit.runs.reading.columns import columns_of_rows
from chartkit.runs.store import journals_of
from chartkit.runs.story import tell


@pytest.mark.parametrize("most_brief_bytes", [65_536, 0])
def test_a_run_that_is_looked_at_again_and_again(monkeypatch: pytest.MonkeyPatch, most_brief_bytes: int) -> None:
    monkeypatch.setattr("chartkit.runs.reading.run_read._SHORT_BYTES", 0)
    monkeypatch.setattr("chartkit.runs.reading.journals._MOST_BRIEF_BYTES", most_brief_bytes)
    with init(project="p", id="r") as run:
        run.log({"loss": 0.5, "n": 0})
        assert len(Api().runs("p")) == 1
        if most_brief_bytes:
            monkeypatch.setattr("chartkit.runs.reading.journals.read_many", None)
        for n in range(1, 41):
            run.log({"loss": 1 / n, "n": n} | ({"acc": 0.25} if n % 7 == 3 else {}))
            reader = Api().run("p/r") if n % 3 else Api().runs("p")[0]
            assert Api().histories([reader], ["n"])["r"]["n"].tolist() == list(range(n + 1))
            assert reader.summary["n"] == n
    (found,) = Api().runs("p")
    exact = columns_of_rows(tell(journals_of(Path(run.dir)), {}).rows)
    columns = found.history(format="arrow").to_pydict()
    assert columns == {key: values.to_list() for key, values in exact.values.items()}
    assert found.summary == {"loss": 1 / 40, "n": 40, "acc": 0.25}
