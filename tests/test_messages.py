"""The catalogues and the code agree: every key is there in both languages, is used, and is given the values that it wants."""

import ast
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

import pytest

from bot.sandbox.page_words import WORDS
from handlers.manners import KEYBOARD
from handlers.reading.duty_orders import WEEKDAYS
from locales.messages import LANGUAGES
from storage.faults import Reason
from storage.terms import Event, Facet, Indicator, Ownership, RoleKind, Setting
from tests.words import PROGRAM, catalogue

_SPEAKERS = {"say": "", "words": "", "has": "", "tell": "operator.run.", "_tell": "operator.run."}
_SILENT = ("handlers/reading/", "bot/sandbox/people.py", "bot/sandbox/acts.py", "bot/sandbox/account.py",
           "bot/sandbox/upheavals.py")
_ADDED = {"words": {"unit", "span"}}                # what a speaker adds to the values that it is given

# Where languages say it with other values, and why.
MAY_DIFFER = {
    "span.month": "English names the month",
    "card.head": "Vietnamese has no plural, and one thing to check needs no number",
}

# Keys made of a word and a term: there must be a sentence for every term.
COMPOSED: dict[str, AbstractSet[str]] = {
    "unit": set(Indicator), "indicator": set(Indicator), "done": set(Indicator),
    "rated": {each for each in Indicator if each.is_rating}, "facet": set(Facet), "limit": set(Facet), "event": set(Event),
    "setting": set(Setting) - {Setting.UNKNOWN}, "organizations.setting": set(Setting) - {Setting.UNKNOWN},
    "organizations.ownership": set(Ownership) - {Ownership.UNKNOWN}, "role": set(RoleKind), "join.welcome": set(RoleKind),
    "file.fault": set(Reason), "keyboard": set(KEYBOARD), "language": set(LANGUAGES), "page": set(WORDS),
    "wish.weekday": set(WEEKDAYS), "staff.people": {"empty", "never", "silent", "away", "unreachable", "open"},
    "check.found": {f"{kind}_of_{whom}" for kind in ("target", "milestone") for whom in ("ended", "nobody")},
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A sentence asked for: its key (a pattern where it is composed), where, and the values given; None: not to be told."""

    key: str
    place: str
    given: frozenset[str] | None


@cache
def trees() -> dict[str, ast.Module]:
    """The program, without the reader of sentences and the sandbox's server, which say nothing and whose words are others."""
    paths = {str(path.relative_to(PROGRAM)): path for package in ("bot", "handlers", "storage", "locales")
             for path in (PROGRAM / package).rglob("*.py")}
    return {file: ast.parse(path.read_text(encoding="utf-8")) for file, path in paths.items() if not file.startswith(_SILENT)}


def calls() -> Iterator[Call]:
    """Every call whose key is written out, wholly or in part."""
    for file, tree in trees().items():
        for node in ast.walk(tree):
            name = _called(node)
            if isinstance(node, ast.Call) and name in _SPEAKERS:
                values = {each.arg for each in node.keywords}
                given = frozenset(value for value in values if value) | _ADDED.get(name, set())
                for key in _keys_at(node):
                    yield Call(_SPEAKERS[name] + key, f"{file}:{node.lineno}", None if None in values else given)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _keys_at(call: ast.Call) -> Iterator[str]:
    """The key is the first argument, or the second after a language."""
    for argument in call.args[:2]:
        choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
        for choice in choices:
            key = _text(choice)
            if key is not None and re.fullmatch(r"[a-z_*]+(\.[a-z_*]+)*", key):
                yield key


def _text(node: ast.expr) -> str | None:
    """The text written there, with `*` for what is put into it; None where it begins with that."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return None


@cache
def mentioned() -> frozenset[str]:
    """All texts in the program, composed ones as patterns: a key may be chosen in one place and said in another."""
    nodes = (node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.expr))
    return frozenset(text for node in nodes if (text := _text(node)))


@cache
def patterns() -> list[re.Pattern[str]]:
    return [_pattern(text) for text in mentioned() if re.fullmatch(r"[a-z_]+[a-z_.]*\.[a-z_.*]*", text) and "*" in text]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, text.split("*"))))


def is_used(text: str) -> bool:
    """Whether the program has the text, or puts it together from texts that it has."""
    found = (pattern.fullmatch(text) for pattern in patterns())
    return text in mentioned() or any(all(map(is_used, match.groups())) for match in found if match)


def fitting(pattern: str, keys: set[str]) -> set[str]:
    """The keys that a text, or a pattern with `*`, can be."""
    return {key for key in keys if _pattern(pattern).fullmatch(key)}


def wanted(key: str) -> set[str]:
    """In any language: one says the month by name, another by number."""
    return set().union(*(catalogue(language).wanted(key) for language in LANGUAGES))


KEYS = set(catalogue("vi").sentences)


def test_both_languages_have_the_same_keys_in_the_same_files() -> None:
    assert catalogue("en").files == catalogue("vi").files


def test_both_languages_want_the_same_values() -> None:
    differing = {key for key in KEYS if catalogue("vi").wanted(key) != catalogue("en").wanted(key)}
    assert differing == MAY_DIFFER.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole(language: str) -> None:
    found = catalogue(language)
    texts = [(key, text) for key, sentences in found.sentences.items() for text in sentences]
    assert [key for key, text in texts if not text.strip()] == []
    assert found.fuzzy == [], "a fuzzy sentence is left out of the catalogue"
    assert found.twice == [], "of two sentences with one key, one would never be said"


def test_every_sentence_that_the_code_asks_for_is_there() -> None:
    asked = list(calls())
    assert len(asked) > len(KEYS) / 2, "calls are not found any more"
    assert [f"{call.place}: {call.key}" for call in asked if "." in call.key and not fitting(call.key, KEYS)] == []


@pytest.mark.parametrize("beginning", COMPOSED)
def test_there_is_a_sentence_for_every_term(beginning: str) -> None:
    assert {f"{beginning}.{term}" for term in COMPOSED[beginning]} - KEYS == set()


def test_every_sentence_is_used() -> None:
    terms = {f"{beginning}.{term}" for beginning, terms in COMPOSED.items() for term in terms}
    assert [key for key in sorted(KEYS - terms) if not is_used(key)] == []


def test_every_value_that_a_sentence_wants_is_given() -> None:
    lacking = [
        f"{call.place}: {key} wants {', '.join(sorted(lacks))}"
        for call in calls() if call.given is not None and "*" not in call.key
        for key in fitting(call.key, KEYS) if (lacks := wanted(key) - call.given)
    ]
    assert lacking == []
