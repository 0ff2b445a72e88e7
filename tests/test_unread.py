"""Kinds of messages that were not understood: what is remembered and shown of them, and that it names nobody."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.refused import RefusedError
from bot.settings import Store
from bot.unread_command import show_unread
from handlers.answer import answer
from handlers.reading import Asked
from handlers.reading.lexicon import lexicon
from handlers.reading.shapes import NUMBER, PASTED, PERSON, TIME, UNIT, UNKNOWN, shape
from handlers.reading.tokens import fold
from handlers.turn import Text, Turn
from locales.vocabulary import phrases
from storage.database import Engine, transaction
from storage.people import Person, Role
from storage.terms import Capacity, RoleKind
from storage.unread import LONGEST, Kind, Unread, note_unread, unread
from tests.every_sentence import TODAY, every_sentence, known
from tests.small_tree import ONE, A, K, put_units

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
NAMES, _ = known("")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("giá vàng SJC 9999 hôm nay bao nhiêu?", "gia vang … 9 <time> bao nhieu ?"),
        ("Gia vang DOJI 12 hom qua bao nhieu?", "gia vang … 9 <time> bao nhieu ?"),
        ("Nguyễn Văn An 0912345678 nhờ anh Tư chuyển giúp", "<person> 9 nho anh 9 chuyen giup"),
        ("thủy hà ơi hẹn chị Hạnh mai", "… oi hen chi … mai"),
        ("sáng nay Thu với Thành đi đâu", "<time> … voi … di dau"),
        ("chi bộ Jinwoo dự kiến kết nạp 3 đồng chí", "chi bo <unit> du kien ket nap 9 dong chi"),
        ("Xyzt Qwer zzz", "…"),
        ("12/13 mười lăm người 50%", "9 nguoi 9"),
        ("👍", ""),
        ("x " * 400, "<pasted>"),
    ],
)
def test_a_shape_names_nobody_and_counts_nothing(text: str, folded: str) -> None:
    assert shape(text, Asked(TODAY), NAMES) == folded


def test_only_words_of_the_vocabulary_stand_in_a_shape() -> None:
    shipped = {word for phrase in phrases() for word in fold(phrase.text).replace("/", " ").split()}
    shipped |= set(lexicon("vi").known) | set(lexicon("en").known) | {UNKNOWN, NUMBER, UNIT, PERSON, TIME, PASTED, "?"}
    for sentence in every_sentence()[::4]:
        folded = shape(sentence.text, sentence.asked, known(sentence.roster)[0])
        assert len(folded) <= LONGEST
        assert set(folded.replace("/", " ").split()) <= shipped, sentence.text
        assert not any(letter.isdigit() and letter != NUMBER for letter in folded)


def typed(engine: Engine, text: str, day: date = TODAY) -> str:
    with transaction(engine) as session:
        turn = Turn("1", 501, True, 501, Text(text, 1), NOW, day)
        return "\n".join(reply.text for reply in answer(session, turn).replies)


@pytest.fixture
def lan(engine: Engine) -> Engine:
    """Lan is secretary of unit 1."""
    put_units(engine, A, K, ONE)
    with transaction(engine) as session:
        session.add(Person(id=1, user_id=501, joined_at=NOW))
        session.flush()
        session.add(Role(person_id=1, organization_id="1", kind=RoleKind.SECRETARY, capacity=Capacity.HOLDER, begins_at=NOW))
    return engine


def test_what_is_not_understood_leaves_its_shape_and_nothing_else(lan: Engine) -> None:
    understood = ("cảm ơn em", "còn thiếu mấy nữa", "kết nạp 2 đồng chí hôm qua")
    for text in ("giá vàng hôm nay bao nhiêu", *understood, "Zzz Hạnh 0912345678"):
        assert typed(lan, text)
    with transaction(lan) as session:
        rows = session.exec(select(Unread).order_by(Unread.id)).all()  # type: ignore[arg-type]
        assert [(row.day, row.shape) for row in rows] == [(TODAY, "gia vang <time> bao nhieu"), (TODAY, "… 9")]
        assert set(Unread.model_fields) == {"id", "day", "shape"}


def test_kinds_are_counted_the_most_frequent_first(engine: Engine) -> None:
    with transaction(engine) as session:
        for days, kind in ((0, "b"), (1, "a"), (5, "a"), (9, "a"), (0, "c"), (2, "c"), (3, "d")):
            note_unread(session, TODAY - timedelta(days=days), kind)
    with transaction(engine) as session:
        found = [(kind.shape, kind.times, (TODAY - kind.last).days) for kind in unread(session, TODAY - timedelta(days=5))]
        assert found == [("c", 2, 0), ("a", 2, 1), ("b", 1, 0), ("d", 1, 3)]
        assert unread(session, TODAY) == [Kind("b", 1, TODAY), Kind("c", 1, TODAY)]


def test_the_operator_is_shown_them(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(database_url=engine.url.render_as_string(hide_password=False), language="en")
    assert show_unread(store, 7, NOW) == 0
    assert capsys.readouterr().out == "Every message since 16 November 2026 was understood.\n"
    with transaction(engine) as session:
        for days in (0, 6, 7):
            note_unread(session, TODAY - timedelta(days=days), "gia vang …")
    assert show_unread(store, 7, NOW) == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert told[:2] == ["Times Last on Kind of message", "2 22 November 2026 gia vang …"]
    for days in (0, -1, 99999):
        with pytest.raises(RefusedError, match="between 1 and"):
            show_unread(store, days, NOW)
