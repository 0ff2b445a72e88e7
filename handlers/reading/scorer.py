"""How likely each intent is, by weights that were learnt from the tables of sentences. Knows no rule, and decides nothing.

The weights are whole numbers, a line for each feature; `python -m tests.train_intents` writes them.
"""

import json
import math
from functools import cache
from importlib.resources import files

SCALE = 32.0    # the weights are stored as whole numbers: a weight of 1 as this many

Weights = dict[str, tuple[int, ...]]


def likelihoods(features: list[str], possible: frozenset[str]) -> dict[str, float]:
    """For each of the possible intents how likely it is, between 0 and 1, together 1."""
    intents, weights = learnt()
    rows = [row for feature in features if (row := weights.get(feature)) is not None]
    totals = [sum(column) / SCALE for column in zip(*rows, strict=True)] if rows else [0.0] * len(intents)
    scores = {intent: total for intent, total in zip(intents, totals, strict=True) if intent in possible}
    top = max(scores.values())
    grown = {intent: math.exp(score - top) for intent, score in scores.items()}
    whole = sum(grown.values())
    return {intent: each / whole for intent, each in grown.items()}


@cache
def learnt() -> tuple[tuple[str, ...], Weights]:
    """The intents in the order of the columns, and each feature's weights."""
    lines = files("handlers.reading").joinpath("weights.jsonl").read_text(encoding="utf-8").splitlines()
    intents = tuple(json.loads(lines[0]))
    return intents, {feature: tuple(row) for feature, row in map(json.loads, lines[1:])}
