"""What sentences teach the reader: likelihoods of intents, and that no likelihood records what a rule forbids."""

import json
from datetime import date

import pytest

from handlers.reading import Asked, read
from handlers.reading.intents import RECORDED, decided
from handlers.reading.meaning import INTENTS
from handlers.reading.reader import clause
from handlers.reading.scorer import likelihoods
from tests.every_sentence import known
from tests.train_intents import WEIGHTS, learn

NAMES, TASKS = known("")


def asked(awaiting: str | None = None) -> Asked:
    return Asked(date(2026, 11, 22), awaiting)


def test_likelihoods_are_of_what_is_possible_and_make_one() -> None:
    possible = frozenset(("report", "other", "help"))
    likely = likelihoods(["kết", "nobody has ever met this"], possible)
    assert set(likely) == possible
    assert sum(likely.values()) == pytest.approx(1.0)
    assert likelihoods([], possible) == pytest.approx(dict.fromkeys(possible, 1 / 3))


def test_the_weights_that_ship_are_of_all_intents() -> None:
    intents, *rows = map(json.loads, WEIGHTS.read_text(encoding="utf-8").splitlines())
    assert set(intents) == INTENTS
    assert all(len(weights) == len(intents) for _, weights in rows)


def test_weights_are_added_up_intent_by_intent() -> None:
    intents, *rows = map(json.loads, WEIGHTS.read_text(encoding="utf-8").splitlines())
    met = [feature for feature, _ in rows[::97]]
    totals = [sum(column) for column in zip(*[weights for _, weights in rows[::97]], strict=True)]
    likely = likelihoods(met, INTENTS)
    assert sorted(intents, key=likely.__getitem__) == sorted(intents, key=lambda intent: totals[intents.index(intent)])


def test_learning_tells_apart_what_the_lessons_tell_apart() -> None:
    lines = [(["a", "both"], "report"), (["b", "both"], "help")] * 5
    intents, met, weights = learn(lines)
    rows = dict(zip(met, weights, strict=True))
    report, help_ = intents.index("report"), intents.index("help")
    assert rows["a"][report] > rows["a"][help_]
    assert rows["b"][help_] > rows["b"][report]
    assert rows["both"][report] == pytest.approx(rows["both"][help_], abs=0.01)


FORBIDDEN = [
    "đã họp xong, thống nhất tháng sau sẽ kết nạp 2 đồng chí nhé",
    "báo cáo đồng chí, chi bộ em dự kiến kết nạp 3 quần chúng ạ",
    "ghi nhận giúp em: mọi chi bộ đều kết nạp 10 đồng chí",
    "giá mà quý này kết nạp được 5 đồng chí",
    "mỗi năm kết nạp từ 9 đồng chí trở lên",
]


@pytest.mark.parametrize("text", FORBIDDEN)
@pytest.mark.parametrize("awaiting", [None, "confirm", "count"])
def test_what_a_rule_forbids_is_not_recorded_however_likely(text: str, awaiting: str | None) -> None:
    assert not {reading.intent for reading in read(text, asked(awaiting), NAMES, TASKS)} & RECORDED


@pytest.mark.parametrize("awaiting", [None, "confirm", "unit"])
def test_only_what_was_asked_can_be_answered(awaiting: str | None) -> None:
    """A bare number answers no question about a unit, and nothing where nothing was asked."""
    intent, _ = decided(clause("5 đồng chí", asked(awaiting), NAMES, TASKS))
    assert intent != "answer"
    assert (intent in ("confirm", "deny")) <= (awaiting == "confirm")
