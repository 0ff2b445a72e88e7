"""What one turn works with: who writes, what they may see, where the conversation stands, and the replies so far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from handlers.forms import AnyDraft, WithdrawalDraft
from handlers.reading.meaning import Named
from handlers.reading.names import Names
from handlers.state import Question, State
from handlers.turn import Answer, Choice, Paper, Pressed, Reply, Turn
from handlers.view import View
from locales.messages import say
from storage.conversations import Conversation, Offer, offer
from storage.database import Session
from storage.people import Member
from storage.tree import Tree

_LONGEST = 2000
_LONGEST_CAPTION = 1000


@dataclass
class Scene:
    """Made anew for every turn; all that lasts is in rows."""

    session: Session
    turn: Turn
    conversation: Conversation
    state: State
    view: View
    language: str
    replies: list[Reply] = field(default_factory=list)
    aside: str | None = None
    asked: bool = False                             # this turn has put its question already
    fresh: set[str] = field(default_factory=set)    # forms that this turn began: the person speaks of them now

    @property
    def member(self) -> Member:
        """The person who writes."""
        return self.view.member

    @property
    def tree(self) -> Tree:
        """The tree as it stands today."""
        return self.view.tree

    @property
    def today(self) -> date:
        """The message's day."""
        return self.turn.day

    @property
    def now(self) -> datetime:
        """The moment of the turn."""
        return self.turn.now

    def say(self, key: str, **values: object) -> str:
        """The sentence in the person's language."""
        return say(self.language, key, **values)

    def reply(self, text: str, *, choices: Sequence[Sequence[Choice]] = (), about: str | None = None,
              replaces: int | None = None, keyboard: tuple[tuple[str, ...], ...] = (), paper: Paper | None = None) -> None:
        """Add a message to the answer."""
        fitting = self._fitting(text, _LONGEST_CAPTION if paper else _LONGEST)
        self.replies.append(Reply(fitting, tuple(tuple(row) for row in choices), about, replaces, keyboard, paper))

    def _fitting(self, text: str, longest: int) -> str:
        """At most so many characters, cut between lines: every channel must be able to carry it."""
        if len(text) <= longest:
            return text
        ending = self.say("reply.cut")
        kept = text[: longest - len(ending) - 1]
        return f"{kept[:kept.rfind(chr(10))] if chr(10) in kept else kept}\n{ending}"

    def choice(self, label: str, act: str, subject: str = "", revision: int = 0, value: str = "") -> Choice:
        """A button with the label, kept as a row that says what it is for."""
        what = Offer(act, subject, revision, value)
        return Choice(label, offer(self.session, self.conversation, what, self.now))

    def ask(self, text: str, question: Question, *, choices: Sequence[Sequence[Choice]] = ()) -> None:
        """Add a question; the next message is read as its answer first."""
        self.state.question = question
        self.asked = True
        self.reply(text, choices=choices, about=question.form)

    def begin(self, form: AnyDraft) -> None:
        """Put a new form in work; it comes before older ones. A withdrawal left lying is no part of what comes next."""
        self.state.forms = [each for each in self.state.forms if not isinstance(each, WithdrawalDraft)]
        self.state.put(form)
        self.fresh.add(form.id)

    @property
    def forms(self) -> list[AnyDraft]:
        """Forms in work, those of this turn first."""
        return sorted(self.state.forms, key=lambda form: form.id not in self.fresh)

    @property
    def pressed_message(self) -> int | None:
        """The bot's message whose button was pressed, to be changed in place."""
        return self.turn.content.message_id if isinstance(self.turn.content, Pressed) else None

    def unit_name(self, unit: str) -> str:
        """The unit's full name."""
        return self.tree[unit].name

    def answer(self) -> Answer:
        """All that the turn sends."""
        return Answer(tuple(self.replies), self.aside)


def names_in_view(view: View) -> Names:
    """The index of the names that the person may use; units out of view do not exist for the reader."""
    return _index(view.tree, view.inside | view.above)


@lru_cache(maxsize=64)
def _index(tree: Tree, visible: frozenset[str]) -> Names:
    return Names(_named(tree, sorted(visible)))


def _named(tree: Tree, units: Iterable[str]) -> Iterable[Named]:
    for key in units:
        unit = tree[key]
        yield Named(unit.id, unit.name, tuple(unit.aliases), unit.parent, unit.kind)
