"""Learns the weights of the intents' scorer from the tables of sentences: softmax regression with a penalty on large weights.

python -m tests.train_intents [--without NAME ...]    # leaves tables out, to be scored with what the others teach

Whoever changes the vocabulary or the sentences runs this again: what words may mean is among the features.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from handlers.reading.features import features
from handlers.reading.meaning import INTENTS
from handlers.reading.reader import clause
from handlers.reading.scorer import SCALE
from tests.every_sentence import TAUGHT, known, lessons
from tests.many_units import without_marks

WEIGHTS = Path(__file__).parent.parent / "handlers" / "reading" / "weights.jsonl"
PENALTY = 1.0       # what a weight may cost: the larger, the freer the weights
ROUNDS = 250
STEP = 0.05
SEEN = 2            # times at least that a feature must be met
FAINT = 2           # weights that are nowhere as large as this are left out

Floats = np.ndarray[Any, np.dtype[np.float64]]
Whole = np.ndarray[Any, np.dtype[np.int64]]


def taught(left_out: list[str]) -> Iterator[tuple[list[str], str]]:
    """The features of every message, and what it is for; once more as it is typed without marks."""
    for sentence, intent in lessons(*[name for name in TAUGHT if name not in left_out]):
        for text in sorted({sentence.text, without_marks(sentence.text)}):
            yield sorted(features(clause(text, sentence.asked, *known(sentence.roster)))), intent


def learn(lines: list[tuple[list[str], str]]) -> tuple[list[str], list[str], Floats]:
    """Intents, features and the weights: a row a feature."""
    met = Counter(feature for found, _ in lines for feature in found)
    numbers = {feature: number for number, feature in enumerate(sorted(each for each, times in met.items() if times >= SEEN))}
    intents = sorted(INTENTS)
    rows = [[numbers[feature] for feature in found if feature in numbers] for found, _ in lines]
    starts = np.cumsum([0, *map(len, rows)])[:-1]
    flat = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    meant = np.array([intents.index(intent) for _, intent in lines])
    return intents, list(numbers), _descend(flat, starts, meant, (len(numbers), len(intents)))


def _descend(flat: Whole, starts: Whole, meant: Whole, shape: tuple[int, int]) -> Floats:
    """Adam on the whole of it; the same from run to run."""
    weights, mean, square = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    lengths = np.diff([*starts, len(flat)])
    by_feature = np.argsort(flat, kind="stable")
    features_met, firsts = np.unique(flat[by_feature], return_index=True)
    for turn in range(1, ROUNDS + 1):
        totals = np.add.reduceat(weights[flat], starts)
        totals -= totals.max(axis=1, keepdims=True)
        wrong = np.exp(totals)
        wrong /= wrong.sum(axis=1, keepdims=True)
        wrong[np.arange(len(meant)), meant] -= 1.0
        slope = weights / PENALTY
        slope[features_met] += np.add.reduceat(np.repeat(wrong, lengths, axis=0)[by_feature], firsts)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
    return weights


def write(intents: list[str], met: list[str], weights: Floats) -> int:
    """Into the file that ships; how many features it has."""
    whole = np.rint(weights * SCALE).astype(int)
    kept = [(feature, row.tolist()) for feature, row in zip(met, whole, strict=True) if np.abs(row).max() >= FAINT]
    lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in (intents, *kept)]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(kept)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--without", nargs="*", default=[], choices=TAUGHT, help="tables to leave out")
    found = list(taught(arguments.parse_args().without))
    intents, met, weights = learn(found)
    sys.stdout.write(f"{len(found)} messages, {write(intents, met, weights)} features, {WEIGHTS.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
