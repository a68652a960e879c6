"""What a page is told while a store changes, and what one that lost its connection is told after."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.diagnostics import RunError
from chartkit.presets import Library
from chartkit.workspace.answers import etag_of
from chartkit.workspace.changes import feed as module
from chartkit.workspace.changes import run_watch, topic
from chartkit.workspace.changes.change import NOTHING, Change
from chartkit.workspace.changes.feed import Feed, News


def feed_of(folder: Path) -> Feed:
    return Feed(folder / ".chartkit", lambda: Library((), (folder / "presets",)))


def run_async(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 60))


async def next_news(news: AsyncIterator[News]) -> News:
    return await anext(news)


HOUR_NS = 3_600_000_000_000
LIVE = Change(runs=frozenset({"live"}))


async def told(news: AsyncIterator[News], wanted: Change) -> None:
    """Wait for `wanted`; one write may be seen twice, for a file's time and size do not change at once."""
    while True:
        one = await anext(news)
        assert one.kind == "change"
        if one.change == wanted:
            return
        assert one.change == LIVE, "something else is told"


def test_each_write_is_told_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_watch, "_LATELY_NS", HOUR_NS)

    async def story() -> None:
        run = chartkit.init(project="p", dir=tmp_path, id="live")
        feed, closing = feed_of(tmp_path), asyncio.Event()
        async with aclosing(feed.follow("p", "", closing)) as news:
            assert (await next_news(news)).kind == "reset"
            await told(news, LIVE)  # it changed just before
            for step in range(3):
                run.log({"a": step})
                await told(news, LIVE)
            (tmp_path / "presets").mkdir()
            (tmp_path / "presets" / "mine.yaml").write_text("")
            await told(news, Change(presets=frozenset({"mine"})))
            unseen = tmp_path / ".chartkit" / "runs" / "other" / "unseen"
            unseen.mkdir(parents=True)
            (unseen / "run.json").write_text("{}")
            run.log({"a": 4})
            await told(news, LIVE)
            closing.set()
            assert [one.change async for one in news if one.change != LIVE] == []
        run.finish()

    run_async(story)


def test_a_page_that_connects_again_is_told_what_it_missed(tmp_path: Path) -> None:
    async def story() -> None:
        feed, closing = feed_of(tmp_path), asyncio.Event()
        async with aclosing(feed.follow("p", "", closing)) as news:
            place = (await next_news(news)).place
        for run_id in ("one", "two"):
            chartkit.init(project="p", dir=tmp_path, id=run_id).finish()
        async with aclosing(feed.follow("p", place, closing)) as news:
            assert await next_news(news) == News("start", place)
            missed = await next_news(news)
            assert missed.change == Change(runs=frozenset({"one", "two"}))
        async with aclosing(feed.follow("p", place, closing)) as news:
            assert await next_news(news) == News("start", place)
            assert (await next_news(news)).change == missed.change

    run_async(story)


def test_what_a_look_sees_when_the_last_page_has_gone_is_told_to_the_next() -> None:
    begun, goes_on = threading.Event(), threading.Event()
    changes = [LIVE]

    def look() -> Change:
        begun.set()
        assert goes_on.wait(20)
        return changes.pop() if changes else NOTHING

    async def story() -> None:
        followed = topic.Topic((look,))
        gone = followed.listen()
        await asyncio.to_thread(begun.wait, 20)
        followed.leave(gone)
        listener = followed.listen()
        goes_on.set()
        await listener.wait()
        assert (followed.number, followed.since(0)) == (1, LIVE)
        followed.leave(listener)

    run_async(story)


def test_what_changes_before_the_first_connection_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        feed = feed_of(tmp_path)
        place = feed.place("p")
        (tmp_path / "workspaces").mkdir()
        (tmp_path / "workspaces" / "p.yaml").write_text("version: 1\n")
        (tmp_path / "presets").mkdir()
        (tmp_path / "presets" / "mine.yaml").write_text("")
        chartkit.init(project="p", dir=tmp_path, id="one").finish()
        async with aclosing(feed.follow("p", place, asyncio.Event())) as news:
            assert await next_news(news) == News("start", place)
            change = (await next_news(news)).change
            assert change == Change(frozenset({"one"}), presets=frozenset({"mine"}), layout=etag_of(b"version: 1\n"))
            assert feed.place("p") != place

    run_async(story)


@pytest.mark.parametrize("place", ["", "0123456789ab.0", "x", "{name}.99", "{name}.-1", "{name}.", "{name}.1e9"])
def test_a_place_that_is_not_known_is_answered_with_a_reset(tmp_path: Path, place: str) -> None:
    async def story() -> None:
        feed = feed_of(tmp_path)
        async with aclosing(feed.follow("p", "", asyncio.Event())) as news:
            name = (await next_news(news)).place.partition(".")[0]
        async with aclosing(feed.follow("p", place.format(name=name), asyncio.Event())) as news:
            assert await next_news(news) == News("reset", f"{name}.0")

    run_async(story)


def test_what_is_too_long_ago_is_a_reset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic, "REMEMBERED", 1)

    async def story() -> None:
        feed = feed_of(tmp_path)
        async with aclosing(feed.follow("p", "", asyncio.Event())) as news:
            place = (await next_news(news)).place
            for run_id in ("one", "two"):
                chartkit.init(project="p", dir=tmp_path, id=run_id).finish()
                await next_news(news)
        async with aclosing(feed.follow("p", place, asyncio.Event())) as news:
            assert (await next_news(news)).kind == "reset"

    run_async(story)


def test_a_quiet_store_is_a_beat_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEAT_EVERY_S", 0.01)

    async def story() -> None:
        async with aclosing(feed_of(tmp_path).follow(None, "", asyncio.Event())) as news:
            start = await next_news(news)
            assert await next_news(news) == News("beat", start.place)
            assert await next_news(news) == News("beat", start.place)

    run_async(story)


def test_the_list_of_projects_is_told_by_name(tmp_path: Path) -> None:
    async def story() -> None:
        async with aclosing(feed_of(tmp_path).follow(None, "", asyncio.Event())) as news:
            await next_news(news)
            chartkit.init(project="a b", dir=tmp_path).finish()
            assert (await next_news(news)).change == Change(projects=frozenset({"a b"}))

    run_async(story)


def test_nobody_looks_when_nobody_listens(tmp_path: Path) -> None:
    async def story() -> None:
        feed, before = feed_of(tmp_path), asyncio.all_tasks()
        one, two = (feed.follow("p", "", asyncio.Event()) for _ in range(2))
        await next_news(one)
        await next_news(two)
        assert asyncio.all_tasks() > before
        await one.aclose()
        await two.aclose()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == before

    run_async(story)


def test_a_page_that_goes_while_nothing_happens_leaves_nothing_behind(tmp_path: Path) -> None:
    async def listens(feed: Feed) -> None:
        async for _ in feed.follow("p", "", asyncio.Event()):
            continue

    async def story() -> None:
        feed, before = feed_of(tmp_path), asyncio.all_tasks()
        page = asyncio.create_task(listens(feed))
        while len(asyncio.all_tasks()) < len(before) + 3:
            await asyncio.sleep(0)
        page.cancel()
        await asyncio.gather(page, return_exceptions=True)
        for _ in range(3):
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == before

    run_async(story)


def test_a_name_that_no_project_can_have_is_refused(tmp_path: Path) -> None:
    async def story() -> None:
        with pytest.raises(RunError, match="CK613"):
            await anext(feed_of(tmp_path).follow("../other", "", asyncio.Event()))

    run_async(story)
