"""Where a conversation stands between two messages: forms in work, what was asked, what was last recorded. Kept as JSON."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, field_validator

from handlers.errand import Errand
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft

_REMEMBERED_MESSAGES = 40                           # a person edits what is still on the screen


class Question(BaseModel):
    """What the bot has asked for: the gap or check, about which form, and the numbered choices that were offered."""

    about: str                                      # "confirm", "count", "unit", "date", "extent", "same", "field", …
    form: str | None = None
    options: list[str] = []
    labels: list[str] = []
    covers: list[str] = []                          # forms that a card has read back: agreeing means these and no others


class State(BaseModel):
    """The whole of it. An empty state is a fresh conversation."""

    language: str | None = None
    forms: list[Annotated[AnyDraft, Field(discriminator="kind")]] = []
    question: Question | None = None
    errand: Errand | None = None                    # an order about people, waiting for an answer
    revision: int = 0                               # of the forms: a button made for an older one is stale
    last: list[str] = []                            # chains that the last agreement recorded
    given: TargetDraft | None = None                # or the target that it gave
    sources: dict[int, list[str]] = {}              # the person's own message → the drafts or chains that came from it
    shown: dict[str, Any] = {}                      # values on the last card, to show before → after
    asked_on: date | None = None
    urging: list[str] = []                          # duties of which units are to be reminded, once that is agreed
    album: str | None = None                        # the last one answered: its other pictures need no answer of their own

    @field_validator("sources", mode="before")
    @classmethod
    def _several(cls, sources: dict[int, str | list[str]]) -> dict[int, list[str]]:
        """Rows of earlier versions knew one draft a message."""
        return {number: [came] if isinstance(came, str) else came for number, came in sources.items()}

    def form(self, key: str | None) -> ReportDraft | WithdrawalDraft | TargetDraft | None:
        """The form of that id."""
        return next((form for form in self.forms if form.id == key), None)

    def put(self, form: AnyDraft) -> None:
        """Add the form, or put it in place of the one with its id."""
        if self.form(form.id) is None:
            self.forms = [*self.forms, form]
        else:
            self.forms = [form if each.id == form.id else each for each in self.forms]
        self.revision += 1
        if form.source is not None:
            came = [*(each for each in self.sources.get(form.source, []) if each != form.id), form.id]
            rest = [(number, each) for number, each in self.sources.items() if number != form.source]
            self.sources = dict([*rest, (form.source, came)][-_REMEMBERED_MESSAGES:])

    def drop(self, forms: list[str]) -> None:
        """Take out what is not meant any more."""
        if forms:
            self.forms = [each for each in self.forms if each.id not in forms]
            self.revision += 1

    def finish(self, forms: list[str]) -> None:
        """Take out what has been recorded; what no card has shown yet stays in work."""
        self.forms = [each for each in self.forms if each.id not in forms]
        self.question, self.shown = None, {}
        self.revision += 1

    def keep(self, allowed: Callable[[AnyDraft], bool]) -> None:
        """Drop the forms that are not allowed any more: a role may have ended since."""
        kept = [form for form in self.forms if allowed(form)]
        if len(kept) < len(self.forms):
            self.forms, self.question = kept, None
            self.revision += 1

    def clear(self) -> None:
        """Drop all forms and what was asked."""
        if self.forms or self.question:
            self.revision += 1
        self.forms, self.question, self.errand, self.shown = [], None, None, {}
