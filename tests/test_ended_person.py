"""After `bot people end` nothing that the person still has on the screen does anything, and little is said."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.cli import main
from storage.audit import Audit
from storage.conversations import Button, Conversation
from storage.database import connect, transaction
from storage.ledger import Report
from storage.outbox import Outgoing, put
from storage.people import Person
from tests.chat_script import Line, read_script
from tests.play import ZONE, Player, begin
from tests.shown import Shown, in_one_line

LITTLE = 200        # characters
FIGURE_OR_UNIT = r"\d|TY-|Công ty|Ngọc Lâm|Tân Yên"
CHAT = """
world: tan-yen
person Lan: secretary TY-01
person Minh: secretary TY-02
Lan: hôm qua kết nạp 3 đ/c, 1 nữ
Lan presses: Đúng
Minh: hôm qua kết nạp 1 đ/c
Lan: báo cáo quý này
Lan: hôm nay kết nạp thêm 2 đ/c nữ
"""
TYPED = (
    "đúng", "Đúng", "dung roi", "sửa thành 4", "nhầm, 5 đồng chí", "kết nạp 7 đ/c hôm nay", "rút báo cáo vừa rồi", "2",
    "hoàn tác", "/start", "/help", "/cancel", "/language", "còn bao nhiêu nữa thì đạt chỉ tiêu năm nay?", "Tiến độ",
    "tháng này không có gì", "tôi nghỉ đến thứ hai",
)  # fmt: skip


@pytest.fixture
def player(database_url: str, tmp_path: Path) -> Player:
    """Lan has one report on record and one that waits for her word; Minh has one of each still to agree to."""
    (tmp_path / "before.chat").write_text(CHAT, encoding="utf-8")
    script = read_script(tmp_path / "before.chat")
    player = begin(script, database_url)
    for line in script.lines:
        player.step(line)
    engine = connect(database_url)
    with transaction(engine) as session:
        lane = player.account("Lan")
        said = {"chat_id": lane, "text": "Nhắc: chi bộ TY-01 còn thiếu 6"}
        put(session, [Outgoing(effect="r", lane=lane, method="sendMessage", urgent=False, due_at=player.now, parameters=said)])
    engine.dispose()
    player.day = (datetime.now(ZONE) + timedelta(days=1)).date().isoformat()    # the command goes by the real clock
    return player


def end(player: Player, who: str, patch: pytest.MonkeyPatch, *words: str) -> int:
    """`bot people end`, as the operator gives it."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        patch.delenv(name)
    patch.setenv("BOT_DATABASE_URL", player.url)
    engine = connect(player.url)
    with transaction(engine) as session:
        number = session.exec(select(Person.id).where(Person.user_id == player.account(who))).one()
    engine.dispose()
    patch.setattr("sys.argv", ["bot", "people", "end", f"#{number}", "--yes", *words])
    with pytest.raises(SystemExit) as over:
        main()
    return int(over.value.code or 0)


def on_record(player: Player) -> tuple[int, int, list[str]]:
    """How many rows ledger and audit have, and which reports hold."""
    engine = connect(player.url)
    with transaction(engine) as session:
        rows = [session.exec(select(func.count()).select_from(table)).one() for table in (Report, Audit)]
    engine.dispose()
    return rows[0], rows[1], [in_one_line(each) for each in player.holding()]


def old_buttons(player: Player, who: str) -> list[Line]:
    """A press on every button that the person still sees, the newest first."""
    seen: dict[str, int] = {}
    presses = []
    for label in (label for each in reversed(player.shown) if each.chat == player.account(who) for label, _ in each.buttons):
        seen[label] = seen.get(label, 0) + 1
        presses.append(Line(0, who, "presses", f"{label} @{seen[label]}"))
    return presses


def says_little(said: list[Shown]) -> bool:
    """Short, no figure, and not a word of any unit."""
    whole = "".join(each.text for each in said)
    return len(whole) <= LITTLE and not re.search(FIGURE_OR_UNIT, whole) and not any(each.buttons for each in said)


def test_nothing_of_an_ended_person_works(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    presses = old_buttons(player, "Lan")
    assert len(presses) >= 4
    assert end(player, "Lan", monkeypatch) == 0
    before = on_record(player)
    typed = [Line(0, "Lan", "types", text) for text in TYPED]
    others = [
        Line(0, "Lan", "edits", "kết nạp 9 đ/c", quote="kết nạp thêm"), Line(0, "Lan", "forwards", "kết nạp 8 đ/c hôm qua"),
        Line(0, "Lan", "replies", "đúng", quote="Đã ghi"), Line(0, "Lan", "sends", ""),
        Line(0, "Lan", "in group", "@ban_bot tiến độ năm nay"),
    ]  # fmt: skip
    for line in (*presses, *typed, *others, *presses):
        said = player.step(line)
        assert says_little(said), f"{line.act} {line.text}: {[each.text for each in said]}"
        assert on_record(player) == before, f"{line.act} {line.text}"


def test_nothing_is_left_that_could_be_sent_or_gone_on_with(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    end(player, "Lan", monkeypatch)
    account = player.account("Lan")
    engine = connect(player.url)
    with transaction(engine) as session:
        assert session.exec(select(Button).where(Button.user_id == account)).all() == []
        assert session.exec(select(Conversation.state).where(Conversation.user_id == account)).all() == [{}]
        assert session.exec(select(Outgoing).where(Outgoing.lane == account, col(Outgoing.ended_at).is_(None))).all() == []
    engine.dispose()


def test_the_same_words_of_somebody_else_still_count(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the tests above might watch a bot that records nothing at all."""
    end(player, "Lan", monkeypatch)
    reports, _, _ = on_record(player)
    player.step(Line(0, "Minh", "types", "đúng"))
    assert on_record(player)[0] == reports + 1


def test_a_role_ended_in_one_of_two_units_leaves_the_other(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    assert end(player, "Lan", monkeypatch, "--organization", "TY-02") == 1      # she has none there
    reports, _, _ = on_record(player)
    player.step(Line(0, "Lan", "types", "đúng"))
    assert on_record(player)[0] == reports + 1
