"""What the writer wants: intents by their signs, and by what sentences taught. Rules are in charge of what is recorded."""

from collections.abc import Callable

from handlers.reading.answers import agreement, holds_answer, is_answer, says_only_wrong
from handlers.reading.features import features
from handlers.reading.leftovers import leftovers
from handlers.reading.meaning import INTENTS
from handlers.reading.orders import (
    cancels,
    corrects,
    drops_a_part,
    nudges,
    sets_reminders,
    wants_chart,
    wants_export,
    wants_help,
)
from handlers.reading.questions import (
    asks_deadlines,
    asks_forecast,
    asks_history,
    asks_missing,
    asks_procedure,
    asks_progress,
    asks_ranking,
    asks_target,
)
from handlers.reading.records import (
    admitted_by_body,
    habit,
    not_happened,
    reports,
    reports_none,
    reports_task,
    sets_target,
    short_of,
)
from handlers.reading.said import Said
from handlers.reading.scorer import likelihoods

Rule = Callable[[Said], bool]


LEARNT = "learnt"     # in place of a rule's name
RECORDED = frozenset(("report", "report_none", "task_done", "set_target"))
_LIKELY = 0.35      # less than this tells less than a rule that holds
_STRANGE = 0.4      # where no rule holds, and words are left that nothing explains
_GUESSED = 0.3      # where no rule holds, and every word is explained
_DOUBTED = 0.7      # to keep what a rule would record from being recorded
_SURE = 0.4         # to be recorded against the rules
_SURER = 0.6        # … where it is no report
_CERTAIN = 0.9      # … where it has the form of a question
_NAMELESS = 0.85    # … where no word tells what is counted: it is asked

_TAUGHT = (None, "confirm", "count", "unit", "date", "breakdown")       # awaited in the sentences that taught
_ANSWERS = frozenset(("confirm", "deny", "answer"))


def decided(said: Said) -> tuple[str, str]:
    """The intent of a clause, and the rule that held; "learnt" where sentences taught better than any rule."""
    ruled, rule = _ruled(said)
    if said.awaiting not in _TAUGHT:
        return ruled, rule
    likely = likelihoods(features(said), _possible(said))
    best = max(likely, key=likely.__getitem__)
    if best == ruled:
        return ruled, rule
    if best in RECORDED:
        believed = likely[best] >= _enough(said, best) and not _forbidden(said, best)
    else:
        believed = likely[best] >= _least(said, ruled, best)
    return (best, LEARNT) if believed else (ruled, rule)


def _enough(said: Said, recorded: str) -> float:
    """How likely something must be that is recorded, to be meant against the rules."""
    if said.asked_by_form:
        return _CERTAIN
    if recorded == "report":
        return _SURE if said.indicator else _NAMELESS
    return _SURER


def _least(said: Said, ruled: str, best: str) -> float:
    """How likely something must be that records nothing, to be meant against this rule."""
    if best == "ask_target" and not said.has("cue", "target", "assign"):
        return _DOUBTED     # "tỷ lệ hoàn thành tốt năm nay?" asks what was reached
    if ruled in RECORDED or ruled == "cancel" or (ruled == "correct" and said.awaiting == "confirm" and said.stated):
        return _DOUBTED
    if ruled == "other":
        return _STRANGE if leftovers(said.line) else _GUESSED
    return _LIKELY


def _ruled(said: Said) -> tuple[str, str]:
    """By the rules alone."""
    if (agreed := agreement(said)) is not None:
        return agreed, "agreement"
    if is_answer(said):
        return "answer", "is_answer"
    if drops_a_part(said):
        return "other", "drops_a_part"
    found, rule = intent(said)
    if found == "correct" and said.awaiting == "confirm" and says_only_wrong(said):
        return ("cancel", "cancels") if said.has("cancel", "drop") else ("deny", "says_only_wrong")
    return found, rule


def _possible(said: Said) -> frozenset[str]:
    """Only what was asked can be answered, and only by what holds it."""
    if said.awaiting == "confirm":
        agrees = frozenset(("confirm",) if said.stated else ())             # "đúng rồi nhưng 2 nữ"
        drops = frozenset(("cancel", "correct") if drops_a_part(said) else ())
        denies = frozenset(() if _may_deny(said) else ("deny",))
        return INTENTS - {"answer"} - agrees - drops - denies
    return INTENTS - (_ANSWERS if said.awaiting is None or not holds_answer(said) else frozenset(("confirm", "deny")))


def _may_deny(said: Said) -> bool:
    """Whether anything in it could be a no, known or unknown: nothing in "rồi" can."""
    return any(
        piece.has("agree", "no") or piece.has("none") or piece.has("correct") or not (piece.mark or piece.tags)
        for piece in said.line.pieces
    )


def _forbidden(said: Said, intent: str) -> bool:
    """Whether a rule says that it has not happened, is no figure of anybody's or everybody's: then nothing is recorded."""
    if said.asked_by_form and _ends_as_question(said):
        return True
    if said.days is not None and said.days.is_held is False and not said.days.is_received:
        return True     # "chưa tổ chức lễ kết nạp cho 3 đ/c"
    if intent == "report" and any(said.line.at(place - 1).has("vague") for place in said.line.places("correct", "mistake")):
        return True     # "báo cáo kết nạp lúc nãy ghi dư, có một cô"
    if said.has("cue", "all_units") or (intent == "report" and said.has("cue", "most")):
        return True
    if intent == "report" and said.indicator is None and said.figures.count is None:
        return True
    if intent == "report" and said.indicator is None and said.has("subject", "transfer_out"):
        return True     # who has left is counted nowhere
    if intent == "report" and admitted_by_body(said) and not said.has("joins", "party"):
        return True
    if intent == "report_none" and said.figures.breakdown:
        return True     # "không có nữ nào": of a part, not of all
    if intent == "set_target":
        return not (said.line.units or said.has("cue", "target"))   # whose it is would be guessed
    return said.future or habit(said) or short_of(said) or not_happened(said)


def _ends_as_question(said: Said) -> bool:
    """ "kết nạp 3 đồng chí hôm 12/10?", "có 2 đ/c được kết nạp hôm 5/11 không"."""
    if said.line.pieces[-1].text == "?":
        return True
    last = next((piece for piece in reversed(said.line.pieces) if not piece.mark and set(piece.tags) != {"filler"}), None)
    return last is not None and last.has("ask", "whether", "yet")


def intent(said: Said) -> tuple[str, str]:
    """The intent of a clause that is no answer to what the bot has asked, and the rule that held; none: "other"."""
    return next(((name, holds.__name__.lstrip("_")) for name, holds in _RULES if holds(said)), ("other", ""))


def _greets(said: Said) -> bool:
    return said.has("small") and not said.stated and said.indicator is None


def _smalltalk(said: Said) -> bool:
    return said.has("small") and said.indicator is None and not said.counted and not said.has("unsettled")


_RULES: tuple[tuple[str, Rule], ...] = (
    ("remind", sets_reminders),
    ("nudge", nudges),
    ("cancel", cancels),
    ("correct", corrects),
    ("help", wants_help),
    ("chart", wants_chart),
    ("export", wants_export),
    ("ask_missing", asks_missing),
    ("ask_deadlines", asks_deadlines),
    ("other", asks_procedure),
    ("ask_forecast", asks_forecast),
    ("ask_ranking", asks_ranking),
    ("ask_history", asks_history),
    ("ask_target", asks_target),
    ("smalltalk", _greets),
    ("ask_progress", asks_progress),
    ("set_target", sets_target),
    ("report_none", reports_none),
    ("task_done", reports_task),
    ("report", reports),
    ("smalltalk", _smalltalk),
)
