"""Tickets of phase 2 computed ahead by a second process: a large city's draw is mostly hashing.

For its share of the slots the helper sends the numbers of the inspectors with the lowest tickets.
It only saves time: whoever asks takes a list that has come, or computes the tickets as if there were
no helper, and a test holds both to the same places. The helper is this file, run alone by the same
Python with nothing but the standard library; it ends when the pipe to whoever started it breaks.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

#: Below so many hashes, starting a process takes longer than it saves.
WORTH = 3_000_000
#: About so many of the lowest tickets are sent for a slot.
WANTED = 40
#: Tickets of the helper for one of whoever asks, who has to search as well and asks less for later slots.
SHARE = 1.6
CHUNK = 1 << 20

#: A slot to come: the key of its task and the numbers of its candidates.
Job = tuple[bytes, Sequence[int]]


def limit(candidates: int) -> bytes:
    """Below this ticket lie about as many as wanted; for few candidates, all of them."""
    return (2**256 * WANTED // candidates).to_bytes(32, "big") if candidates > WANTED else b"\xff" * 33


def lowest(key: bytes, frames: Sequence[bytes], candidates: Iterable[int], below: bytes) -> list[int]:
    """The candidates whose ticket is below the limit, lowest first, by number where tickets are equal."""
    tickets = ((sha256(key + frames[number]).digest(), number) for number in candidates)
    return [number for _, number in sorted(pair for pair in tickets if pair[0] < below)]


class Ahead:
    """Lists of candidates by slot, as far as the helper has come."""

    def __init__(self, process: "subprocess.Popen[bytes] | None" = None, places: Sequence[int] = ()) -> None:
        self._process = process
        self._places = iter(places)
        self._rest = b""
        self._lists: dict[int, list[int]] = {}

    def of(self, place: int) -> list[int] | None:
        """The list for the slot at this place of the order, if there is one and it has come."""
        self._receive()
        return self._lists.pop(place, None)

    def _receive(self) -> None:
        if self._process is None or self._process.stdout is None:
            return
        try:
            while select.select([self._process.stdout], [], [], 0)[0]:
                got = os.read(self._process.stdout.fileno(), CHUNK)
                if not got:
                    self._end()
                    return
                *lines, self._rest = (self._rest + got).split(b"\n")
                for line in lines:
                    self._lists[next(self._places)] = json.loads(line)
        except (OSError, ValueError, StopIteration):
            self._end()

    def _end(self) -> None:
        process = self._process
        self._process = None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


@contextlib.contextmanager
def started(jobs: Sequence[Job], frames: Sequence[bytes]) -> Iterator[Ahead]:
    """A helper for these slots in their order, where the work is worth one; else one that knows nothing."""
    places = _share(jobs)
    helper = Ahead(_begun(jobs, places, frames), places)
    try:
        yield helper
    finally:
        helper._end()  # noqa: SLF001 - the other half of this function


def _share(jobs: Sequence[Job]) -> list[int]:
    """The places that the helper takes over, all along the order."""
    places, theirs, ours = [], 0, 0
    for place, (_, candidates) in enumerate(jobs):
        if theirs <= SHARE * ours:
            places.append(place)
            theirs += len(candidates)
        else:
            ours += len(candidates)
    return places


def _begun(
    jobs: Sequence[Job], places: Sequence[int], frames: Sequence[bytes]
) -> "subprocess.Popen[bytes] | None":
    if sum(len(candidates) for _, candidates in jobs) < WORTH or (os.cpu_count() or 1) < 2:
        return None
    # Most slots share their candidates with many others: every list is sent once.
    lists: dict[int, int] = {}
    shared: list[Sequence[int]] = []
    sent = []
    for key, candidates in (jobs[place] for place in places):
        if id(candidates) not in lists:
            lists[id(candidates)] = len(shared)
            shared.append(candidates)
        sent.append((key.hex(), lists[id(candidates)]))
    asked = json.dumps({"frames": [frame.hex() for frame in frames], "lists": shared, "jobs": sent})
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return None
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin as pipe:
        pipe.write(asked.encode("ascii"))
    return process


def main() -> None:
    """Read what is asked, then answer slot by slot."""
    asked = json.loads(sys.stdin.buffer.read())
    frames = [bytes.fromhex(frame) for frame in asked["frames"]]
    with contextlib.suppress(BrokenPipeError):
        for key, shared in asked["jobs"]:
            candidates = asked["lists"][shared]
            found = lowest(bytes.fromhex(key), frames, candidates, limit(len(candidates)))
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
