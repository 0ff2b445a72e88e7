"""How likely each intent is, by weights that were learnt from the tables of sentences. Knows no rule, and decides nothing.

The weights are whole numbers, a line for each feature; `python -m tests.train_intents` writes them.
"""

import json
import math
import struct
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SCALE = 32.0    # the weights are stored as whole numbers: a weight of 1 as this many
_ZERO = 1 << 31     # the sum in each column of a packed row is told apart from its neighbours by this offset

Weights = dict[str, int]    # of each feature the row, packed into one number of 32 bits a column: rows add up as they are


def likelihoods(features: Iterable[str], possible: frozenset[str]) -> dict[str, float]:
    """For each of the possible intents how likely it is, between 0 and 1, together 1."""
    intents, weights = learnt()
    totals = _unpacked(sum([weights[feature] for feature in features if feature in weights]), len(intents))
    scores = {intent: total / SCALE for intent, total in zip(intents, totals, strict=True) if intent in possible}
    top = max(scores.values())
    grown = {intent: math.exp(score - top) for intent, score in scores.items()}
    whole = sum(grown.values())
    return {intent: each / whole for intent, each in grown.items()}


@cache
def learnt() -> tuple[tuple[str, ...], Weights]:
    """The intents in the order of the columns, and each feature's weights."""
    lines = files("handlers.reading").joinpath("weights.jsonl").read_text(encoding="utf-8").splitlines()
    intents = tuple(json.loads(lines[0]))
    return intents, {feature: _packed(row) for feature, row in map(json.loads, lines[1:])}


def _packed(row: list[int]) -> int:
    return sum([weight << 32 * column for column, weight in enumerate(row)])


def _unpacked(packed: int, columns: int) -> list[int]:
    totals = struct.unpack(f"<{columns}I", (packed + _offset(columns)).to_bytes(4 * columns, "little"))
    return [total - _ZERO for total in totals]


@cache
def _offset(columns: int) -> int:
    return _packed([_ZERO] * columns)
