"""What takes long to make of all rows: kept in memory, and made again beside the requests when a row changed.

A request that comes while the new is being made waits for a moment, and then takes the old. Where there is no old, as
after a start, it waits until it is made.
"""

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from django.db import connection

PATIENCE_SECONDS = 0.25
Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edition(Generic[Made]):
    """What was made, and the mark of the rows that it was made of."""

    stamp: str
    made: Made


def in_thread(work: Callable[[], None]) -> None:
    """Do the work in a thread with a connection of its own, which ends with it."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    Thread(target=run, daemon=True).start()


def at_once(work: Callable[[], None]) -> None:
    """Do the work while the request waits."""
    work()


class Kept(Generic[Key, Made]):
    """The newest edition by key, and which keys are being made again."""

    def __init__(self, make: Callable[[Key], Made], *, beside: Callable[[Callable[[], None]], None]) -> None:
        self.make, self.beside = make, beside
        self.editions: dict[Key, Edition[Made]] = {}
        self.being_made: dict[Key, Event] = {}
        self.lock = Lock()

    def get(self, key: Key, stamp: str) -> Made:
        """Return what is made of the rows of this stamp or, while that is being made, of those before."""
        edition = self.editions.get(key)
        if edition is None:
            return self.remade(key, stamp)
        if edition.stamp != stamp:
            self.begun(key, stamp).wait(PATIENCE_SECONDS)
        return self.editions[key].made

    def remade(self, key: Key, stamp: str) -> Made:
        made = self.make(key)
        self.editions[key] = Edition(stamp, made)
        return made

    def begun(self, key: Key, stamp: str) -> Event:
        """Begin to make it again, unless that is under way, and return what says that it is done."""
        with self.lock:
            done = self.being_made.get(key)
            if done is not None:
                return done
            done = self.being_made[key] = Event()
        self.beside(lambda: self.finish(key, stamp, done))
        return done

    def finish(self, key: Key, stamp: str, done: Event) -> None:
        """Make it; where that fails the old stays, and the next request tries again."""
        try:
            self.remade(key, stamp)
        except Exception:
            log.exception("What is kept of all rows could not be made again.")
        finally:
            del self.being_made[key]
            done.set()
