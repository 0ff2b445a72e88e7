"""Every chat script, on both engines, each message delivered twice and worked over new connections; all agrees in the end."""

from pathlib import Path

import pytest

from tests.chat_script import Line, read_script
from tests.play import Player, begin
from tests.shown import Shown, in_one_line

LONGEST = 2000             # characters of a reply: more does not fit a second channel
CHATS = sorted((Path(__file__).parent / "chats").glob("*.chat"))


@pytest.mark.parametrize("path", CHATS, ids=lambda path: path.stem)
def test_chat(path: Path, database_url: str) -> None:
    script = read_script(path)
    player = begin(script, database_url)
    for line in script.lines:
        shown = [each for each in player.step(line) if each.text]
        check(path, line, shown, player)
    assert player.faults() == []


def check(path: Path, line: Line, shown: list[Shown], player: Player) -> None:
    """The answer has what it must, in order, and not what it must not; the record is what the script says."""
    said = [each.text for each in shown]
    whole = "\n".join(_to(line, each, player) + "\n".join(filter(None, (each.text, each.paper))) for each in shown)
    where = f"{path.name}:{line.number} {line.who}: {line.text}\n--- the bot said:\n{whole}\n---"
    assert bool(whole) is not line.silent or not line.silent, f"should be silent\n{where}"
    assert all(len(text) <= LONGEST for text in said), f"too long: {[len(text) for text in said]}\n{where}"
    place = 0
    for words in line.said:
        place = whole.find(words, place)
        assert place >= 0, f"not said (in this order): {words}\n{where}"
        place += len(words)
    for words in line.unsaid:
        assert words not in whole, f"must not be said: {words}\n{where}"
    if line.record is not None:
        assert [in_one_line(each) for each in player.holding()] == line.record, where


def _to(line: Line, shown: Shown, player: Player) -> str:
    """Whose chat it went to, if not to that of the person who acts."""
    names = {account: name for name, account in player.people.items() if name != line.who}
    return f"[{names[shown.chat]}] " if shown.chat in names else ""
