"""Chat scripts as text: who is there, what they type, what the bot must say, what is then on record. Plays nothing.

    world: tan-yen                       a world by name; its plan is loaded, and its day is the first day
    opened: 2026-01-05                   (before the first message) … on this day instead
    day: 2026-11-22                      another day from here on
    tick: 08:05                          the clock ticks at that time of the day: what is due is sent
    person Lan: secretary TY-01          several roles: "secretary TY-01, officer TY-K clerk"
    plans: none                          (before the first message) do not load the world's plan

    Lan: vừa kết nạp 3 đ/c               she types
    Lan presses: Đúng                    the newest button with that label, "Đúng @2" for the second newest
    Lan edits "kết nạp": kết nạp 4 đ/c   her newest typed message that has these words; without them her last
    Lan replies "Đã ghi": nhầm, 4        to the bot's newest message that has these words
    Lan forwards: kết nạp 3
    Lan sends: voice                     "blocked": she has blocked the bot
    Minh: /start {code}                  the last code that the bot has shown to anybody
    Lan in group: @ban_bot tiến độ       in a group chat

    < words                              the bot's answer has these words, in this order; "[Lan] words": it went to her
    <! words                             it does not have them
    <                                    (alone) it says nothing
    record: TY-01 admissions 3 2026-10-12 [female=1]     exactly these reports hold, one a line; "record: none"
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

_STEP = re.compile(
    r"^(?P<who>\w+)(?: (?P<act>presses|edits|forwards|sends|in group|replies))?(?: \"(?P<quote>[^\"]+)\")?: ?(?P<text>.*)$"
)
_HEADS = ("world", "day", "plans", "language")


@dataclass
class Line:
    """One step: who does what, what must and must not be answered, and what must be on record after it."""

    number: int
    who: str
    act: str
    text: str
    quote: str = ""
    said: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    silent: bool = False
    record: list[str] | None = None
    day: str | None = None


@dataclass
class Script:
    """A whole script."""

    name: str
    world: str = "tan-yen"
    plans: bool = True
    opened: str | None = None
    people: dict[str, list[list[str]]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def read_script(path: Path) -> Script:
    """Raises ValueError for a line that is none of the above."""
    script = Script(path.stem)
    day: str | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("day:"):
            day = text.removeprefix("day:").strip()
        elif not _head(script, text) and not _expectation(script, text):
            script.lines.append(_step(path, number, text, day))
            day = None
    return script


def _head(script: Script, text: str) -> bool:
    if text.startswith("world:"):
        script.world = text.removeprefix("world:").strip()
    elif text.startswith("opened:"):
        script.opened = text.removeprefix("opened:").strip()
    elif text.startswith("plans:"):
        script.plans = text.removeprefix("plans:").strip() != "none"
    elif text.startswith("person "):
        name, roles = text.removeprefix("person ").split(":", 1)
        script.people[name] = [role.split() for role in roles.split(",")] if roles.strip() else []
    else:
        return False
    return True


def _expectation(script: Script, text: str) -> bool:
    if text.startswith("<!"):
        script.lines[-1].unsaid.append(text[2:].strip())
    elif text == "<":
        script.lines[-1].silent = True
    elif text.startswith("<"):
        script.lines[-1].said.append(text[1:].strip())
    elif text.startswith("record:"):
        record = text.removeprefix("record:").strip()
        script.lines[-1].record = [*(script.lines[-1].record or []), *([] if record == "none" else [record])]
    else:
        return False
    return True


def _step(path: Path, number: int, text: str, day: str | None) -> Line:
    found = _STEP.match(text)
    if found is None:
        raise ValueError(f"{path.name}:{number}: not a step: {text}")
    said = found["text"].replace("\\n", "\n")
    if found["who"] == "tick":
        return Line(number, "", "ticks", said, day=day)
    return Line(number, found["who"], found["act"] or "types", said, found["quote"] or "", day=day)
