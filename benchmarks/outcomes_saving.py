"""Answers saved into many returns at once through a real server; and that server killed in the middle.

The driver knows nothing of Django: it speaks HTTP to the server, and reads the database through a process of its own.
"""

import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.browser import free_port, wait_for

ORGANISATIONS = 200
CSRF = "c" * 32
MODULE = "benchmarks.outcomes_saving"
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Saver:
    """A return with one line, and the session of whoever fills it in."""

    return_id: str
    line_id: str
    session: str


@dataclass(frozen=True)
class Saved:
    """What became of one save: the number that was sent, whether it was answered with success, and when."""

    saver: int
    children: int
    is_told: bool
    seconds: float


@dataclass(frozen=True)
class Held:
    """What the database holds of one line: its answer, every change of it, and how often its return was touched."""

    children: int | None
    changes: tuple[int, ...]
    revision: int


@dataclass(frozen=True)
class Ground:
    """A data folder and a database with returns in them."""

    environment: dict[str, str]
    savers: tuple[Saver, ...]


def prepared(folder: str, database_url: str | None = None, organisations: int = ORGANISATIONS) -> Ground:
    """Make the tables and a return for each organisation, in a process of its own."""
    environment = {
        **os.environ, "MAYPOLE_DATA": folder, "DJANGO_SETTINGS_MODULE": "maypole.config.settings",
        "MAYPOLE_ENV": "development", "DATABASE_URL": database_url or f"sqlite:///{folder}/maypole.sqlite3",
    }  # fmt: skip
    told = _asked(environment, "prepare", str(organisations))
    return Ground(environment, tuple(Saver(**one) for one in told))


def held_by(ground: Ground) -> list[Held]:
    """Return what the database holds now, by saver."""
    return [Held(one["children"], tuple(one["changes"]), one["revision"]) for one in _asked(ground.environment, "look")]


def _asked(environment: dict[str, str], *arguments: str) -> list[dict]:
    command = [sys.executable, "-m", MODULE, *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return list(json.loads(done.stdout.strip().splitlines()[-1]))


@contextmanager
def served(ground: Ground) -> Iterator[tuple[int, subprocess.Popen]]:
    """Serve it as `./run` does, one worker of four threads; yield the port and the process."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "maypole.config.wsgi:application",
    ]  # fmt: skip
    environment = ground.environment | {"PORT": str(port)}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://localhost:{port}/health/", process)
        yield port, process
    finally:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """Kill the server and its worker at once, as a loss of power would; `process` began a session of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)


async def save(port: int, ground: Ground, saver: int, children: int) -> Saved:
    """Save one answer as a browser would; an answer that does not come whole is not told."""
    begun = time.perf_counter()
    try:
        body = await asyncio.wait_for(_posted(port, ground.savers[saver], children), PATIENCE_S)
        is_told = body.get("errors") == {} and "saved_at" in body
    except (OSError, EOFError, ValueError, TimeoutError):
        is_told = False
    return Saved(saver, children, is_told, time.perf_counter() - begun)


async def _posted(port: int, saver: Saver, children: int) -> dict:
    form = urllib.parse.urlencode({f"line-{saver.line_id}-children": children})
    head = (
        f"POST /returns/{saver.return_id}/save/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n"
        f"Cookie: sessionid={saver.session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write((head + form).encode())
        await writer.drain()
        top, _, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    if not top.startswith(b"HTTP/1.1 200 "):
        raise ValueError(top[:80])
    found: dict = json.loads(body)
    return found


async def _all_at_once(port: int, ground: Ground, children: Sequence[int]) -> list[Saved]:
    return await asyncio.gather(*(save(port, ground, saver, number) for saver, number in enumerate(children)))


def all_at_once(port: int, ground: Ground, children: Sequence[int]) -> list[Saved]:
    """Let every organisation save at the same moment."""
    return asyncio.run(_all_at_once(port, ground, children))


async def _one_hour_in_little(port: int, ground: Ground, seconds: float, every: float) -> list[Saved]:
    async def one(saver: int, rng: random.Random) -> list[Saved]:
        found, until = [], time.perf_counter() + seconds
        await asyncio.sleep(rng.uniform(0, every))
        while time.perf_counter() < until:
            found.append(await save(port, ground, saver, rng.randint(1, 400)))
            await asyncio.sleep(rng.uniform(0.5, 1.5) * every)
        return found

    each = await asyncio.gather(*(one(saver, random.Random(saver)) for saver in range(len(ground.savers))))
    return [saved for found in each for saved in found]


def last_hour(port: int, ground: Ground, seconds: float = 30.0, every: float = 10.0) -> list[Saved]:
    """Let everybody fill in at once, a field each every few seconds, as in the last hour of a round."""
    return asyncio.run(_one_hour_in_little(port, ground, seconds, every))


def one_by_one(port: int, ground: Ground, times: int = 60) -> float:
    """Return the median seconds of a save when nobody else asks."""

    async def each() -> list[Saved]:
        return [await save(port, ground, number % len(ground.savers), 500 + number) for number in range(times)]

    found = asyncio.run(each())
    assert all(saved.is_told for saved in found)
    return statistics.median(saved.seconds for saved in found)


def p95(saved: Sequence[Saved]) -> float:
    return statistics.quantiles([one.seconds for one in saved], n=20)[-1]


@dataclass(frozen=True)
class Kill:
    """One kill: how many saves were told of as done, how many of those are not there, how many returns are broken."""

    told: int
    untold: int
    lost: int
    broken: int


def killed_in_the_middle(ground: Ground, numbers: Iterable[int]) -> list[Kill]:
    """Kill the server while all save, at a moment that differs from kill to kill, and look at what is there."""
    kills, before = [], held_by(ground)
    for number in numbers:
        kill_of, before = _killed(ground, number, before)
        kills.append(kill_of)
    return kills


def _killed(ground: Ground, number: int, before: list[Held]) -> tuple[Kill, list[Held]]:
    """Kill once; return what became of the saves, and what the database holds now."""
    children = [1000 * (number + 1) + saver for saver in range(len(ground.savers))]
    with served(ground) as (port, process):
        saved = asyncio.run(_until_killed(port, process, ground, children, share=(number % 9 + 1) / 10))
    after = held_by(ground)
    pairs = list(zip(saved, before, after, strict=True))
    found = Kill(
        told=sum(one.is_told for one in saved),
        untold=sum(not one.is_told for one in saved),
        lost=sum(one.is_told and now.children != one.children for one, _, now in pairs),
        broken=sum(not _is_whole(one, was, now) for one, was, now in pairs),
    )
    return found, after


async def _until_killed(
    port: int, process: subprocess.Popen, ground: Ground, children: Sequence[int], share: float
) -> list[Saved]:
    """Save all at once, and kill as soon as this share has been answered."""
    saves = [asyncio.create_task(save(port, ground, saver, number)) for saver, number in enumerate(children)]
    while sum(one.done() for one in saves) < share * len(saves):
        await asyncio.sleep(0.001)
    kill(process)
    return await asyncio.gather(*saves)


def _is_whole(saved: Saved, before: Held, after: Held) -> bool:
    """Whether a return is as it was, or has the answer, its history and its revision, and nothing besides."""
    if after == before:
        return True
    done = Held(saved.children, (*before.changes, saved.children), before.revision + 1)
    return after == done


def prepare(organisations: int) -> list[dict[str, str]]:
    """Make what `prepared` tells of."""
    from benchmarks.databases import make_tables

    make_tables()
    from benchmarks.outcomes_invented import make_savers

    return make_savers(organisations)


def look() -> list[dict[str, object]]:
    """Read what `held_by` tells of, after asking the database whether it is sound."""
    import django

    django.setup()
    from django.db import connection

    from maypole.outcomes.models import Line, ValueChange

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    changes: dict[object, list[object]] = {}
    for record, after in ValueChange.objects.order_by("pk").values_list("record", "after"):
        changes.setdefault(record, []).append(after)
    return [
        {"children": line.answers.get("children"), "changes": changes.get(line.pk, []),
         "revision": line.project.return_of.revision}
        for line in Line.objects.select_related("project__return_of").order_by("project__return_of__organisation__name")
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else look()))
