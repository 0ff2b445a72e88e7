"""The pace against a server that counts each call at any moment of its way: however slow the line, it never sees too many."""

import heapq

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.pace import IN_ALL, Pace

MOST, SECONDS = IN_ALL
ways = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 1)), min_size=60, max_size=90)


@settings(max_examples=15, phases=(Phase.explicit, Phase.generate))
@given(ways)
def test_no_server_sees_more_than_it_allows(calls: list[tuple[float, float]]) -> None:
    """Each call: how long it is under way, and after which part of that the server counts it."""
    now = 0.0
    pace, under_way, counted = Pace(lambda: now), list[tuple[float, int]](), list[float]()
    for chat, (length, part) in enumerate(calls):
        while not pace.left():
            now = min(now + max(pace.pause(0), 0.001), under_way[0][0] if under_way else float("inf"))
            while under_way and under_way[0][0] <= now:
                pace.end(heapq.heappop(under_way)[1])
        pace.begin(chat)
        heapq.heappush(under_way, (now + length, chat))
        counted.append(now + length * part)
    counted.sort()
    assert all(later - earlier >= SECONDS - 0.001 for earlier, later in zip(counted, counted[MOST:], strict=False))
