"""What the bot sent and what is on record, as chat scripts write it. Plays nothing."""

from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineWorkbook

from storage.outbox import Enclosure, Outgoing
from storage.said import Said


@dataclass
class Shown:
    """A message of the bot's as the chat has it."""

    chat: int
    number: int
    text: str
    buttons: list[tuple[str, str]]
    paper: str = ""


def as_shown(row: Outgoing, number: int, paper: Enclosure | None) -> Shown:
    """A message that left."""
    markup = row.parameters.get("reply_markup", {})
    buttons = [(button["text"], button["callback_data"]) for line in markup.get("inline_keyboard", []) for button in line]
    text = row.parameters["caption" if paper else "text"]
    return Shown(row.lane, number, text, buttons, f"[{paper.name}]\n{_in_words(paper)}" if paper else "")


def _in_words(paper: Enclosure) -> str:
    """What a person would read in it: the rows of a sheet."""
    if not paper.name.endswith(".xlsx"):
        return ""
    rows = CalamineWorkbook.from_filelike(BytesIO(paper.content)).get_sheet_by_index(0).to_python()
    return "\n".join(" | ".join(map(str, row)) for row in rows)


def in_one_line(said: Said) -> str:
    """A report as scripts write it."""
    days = said.span.last.isoformat()
    if said.span.first != said.span.last:
        days = f"{said.span.first or ''}..{days}"
    total = [f"of {said.total}"] if said.total else []
    words = [said.organization, said.indicator or "anything", str(said.count), *total, days]
    words += [said.extent] if said.is_statement else []
    words += [f"received={said.received_on}"] if said.received_on else []
    words += ["decided"] if said.is_decided_only else []
    words += ["by-clerk"] if said.entered_for else []
    words += [said.whole] if said.whole else []
    words += ["+".join(said.events)] if said.events and said.events != ("founded",) else []
    parts = " ".join(f"{who}={count}" for who, count in sorted(said.parts.items()))
    return " ".join([*words, *([f"[{parts}]"] if parts else [])])
