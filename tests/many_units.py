"""Rosters of any size with names as they are in Vietnam, and messages that name their units as people do; by a seed."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handlers.reading import Named


def _listed(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


def _words(text: str) -> list[str]:
    return text.split()


_PROVINCES = _listed(
    """An Giang|Bắc Ninh|Cà Mau|Cao Bằng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Tĩnh|Hưng Yên|Khánh Hòa|Lai Châu
Lâm Đồng|Lạng Sơn|Lào Cai|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên
Thanh Hóa|Tuyên Quang|Vĩnh Long|Hải Phòng|Đà Nẵng|Cần Thơ|Huế|Hà Nội|Bắc Giang"""
)
_FIRST = _words(
    """Tân An Phú Hòa Bình Đông Tây Nam Bắc Thanh Thành Vĩnh Long Hưng Yên Quang Minh Đức Nghĩa Trung Thượng Hạ Đại Hải Sơn
Ngọc Kim Xuân Mỹ Phước Lộc Thạnh Hiệp Nhơn Cẩm Hương Liên Lương Quảng Thái Trường Vạn Việt Yên Gia Diên Định Đồng
Hoằng Nga Thiệu Triệu Kỳ Cổ Phù Tam Tứ Ngũ Lục Song Bảo Chí Công Cao Đình Dương Hà Hồng Hùng Khánh Lạc Lâm Linh Mai
Nguyên Phong Phúc Quế Sa Tiên Tịnh Văn"""
)
_SECOND = _words(
    """Lập Tiến Thành Hòa Bình Phú Lâm Sơn Giang Hải Long Lộc Thịnh Phong Xá Khê Trạch Trung Đông Tây Nam Bắc Thượng Hạ Đức
Minh Quang Thọ Châu Dương An Hưng Mỹ Lạc Lợi Nghĩa Phước Tân Thanh Thắng Thuận Tường Viên Vinh Yên Cường Đạo Điền Đô
Động Hà Hiệp Hội Kiều Kim Lam Lãng Liễu Lĩnh Lương Lý Mai Ngọc Nhân Ninh Phúc Phương Quan Quý Sa Tâm Thạch Thái Thủy
Tiên Trì Văn Xuân"""
)
_HAMLETS = _words(
    """Đông Đoài Nam Bắc Thượng Hạ Trung Chợ Đình Chùa Bến Cầu Mới Trại Đầm Ao Gò Bãi Núi Làng"""
)
_TRADES = _listed(
    """May|Dệt|Điện tử|Cơ khí|Gỗ|Bao bì|Dược phẩm|Thủy sản|Xây dựng|Vận tải|Nhựa|Giày da|Thép|In|Gạch|Xi măng
Chế biến nông sản|Thương mại và Dịch vụ|Du lịch|Nước sạch|Môi trường đô thị|Đầu tư và Phát triển|Sản xuất bao bì
Xuất nhập khẩu|Cao su|Bất động sản"""
)
_BRAND_ENDS = ["", "", "", " Phát", " Gia", " Việt", " Thịnh"]
_FOREIGN = _words(
    """Kwang Sung Dae Yang Han Jin Woo Sam Tech Shin Hyo Lux Fox Con Neo Vina Sai Ger Hal Mir Tor Kyo Mat Su Nis Hon Ric Del
Pan Bri Zen"""
)
_FOREIGN_ENDS = ["Vina", "Việt Nam", "Precision", "Electronics", "Textile", "Industrial", "Footwear", "Apparel", ""]
_ROUND = ["Công an", "Quân sự", "Trạm Y tế", "Cơ quan"]
_KINDS = 12  # of units below a commune


def roster(size: int, seed: int = 7) -> list[Named]:
    """So many units: a root, provinces or communes below it as far as there is room, and branches."""
    chance = random.Random(seed)  # noqa: S311
    communes = _communes(chance, max(1, size // 25))
    found = [Named("R", "Đảng ủy Khối tỉnh Sông Mây", ("toàn khối",), None, "committee")]
    for number, (name, above) in enumerate(communes):
        within = f" huyện {above}" if chance.random() < 0.5 else ""
        found.append(Named(f"X{number}", f"Đảng bộ xã {name}{within}", (), "R", "grassroots"))
    below = _branches(chance, communes)
    while len(found) < size:
        name, aliases, parent = next(below)
        found.append(Named(f"C{len(found)}", name, aliases, f"X{parent}", "branch"))
    return found[:size]


def _communes(chance: random.Random, count: int) -> list[tuple[str, str]]:
    every = [f"{first} {second}" for first in _FIRST for second in _SECOND if first != second]
    places = [*_PROVINCES, *chance.sample(every, 600)]
    return [(chance.choice(every), chance.choice(places)) for _ in range(count)]


def _branches(chance: random.Random, communes: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...], int]]:
    while True:
        parent = chance.randrange(len(communes))
        name, aliases = _branch(chance, *communes[parent])
        yield name, aliases, parent


def _branch(chance: random.Random, commune: str, district: str) -> tuple[str, tuple[str, ...]]:
    kind, number = chance.randrange(_KINDS), chance.randint(1, 20)
    if kind < 2:
        return f"Chi bộ thôn {chance.choice(_HAMLETS)} {chance.choice(_SECOND)} xã {commune}", ()
    if kind == 2:
        return f"Chi bộ thôn {number} xã {commune}", ()
    if kind == 3:
        return f"Chi bộ {number} phường {commune}", (f"CB{number} {commune}",)
    if kind == 4:
        level = chance.choice(["Tiểu học", "Trung học cơ sở", "Mầm non", "THPT"])
        return f"Chi bộ Trường {level} {commune}" + chance.choice(["", "", f" số {chance.randint(1, 3)}"]), ()
    if kind == 5:
        what = chance.choice(["Nông nghiệp", "Dịch vụ nông nghiệp", "Thủy sản", "Mây tre đan"])
        return f"Chi bộ Hợp tác xã {what} {commune}", (f"HTX {commune}",)
    if kind == 6:
        return f"Chi bộ {chance.choice(_ROUND)} xã {commune}", ()
    if kind == 7:
        return f"Chi bộ Quỹ tín dụng nhân dân {commune}", (f"QTDND {commune}",)
    if kind == 8:
        brand = "".join(chance.sample(_FOREIGN, 2)).capitalize()
        return f"Chi bộ Công ty TNHH {brand} {chance.choice(_FOREIGN_ENDS)}".strip(), (brand,) if chance.random() < 0.3 else ()
    return _company(chance, district)


def _company(chance: random.Random, district: str) -> tuple[str, tuple[str, ...]]:
    form = chance.choice(["TNHH", "Cổ phần", "TNHH Một thành viên"])
    trade, brand = chance.choice(_TRADES), f"{chance.choice(_FIRST)} {chance.choice(_SECOND)}{chance.choice(_BRAND_ENDS)}"
    where = chance.choice(["", "", f" {district}"])
    return f"Chi bộ Công ty {form} {trade} {brand}{where}", (f"{trade.lower()} {brand}",) if chance.random() < 0.3 else ()


@dataclass(frozen=True)
class Message:
    """A text, the unit that it names (if any) and the words that name it."""

    text: str
    unit: Named | None
    called: str = ""


_NAMING = _listed(
    """{unit} vừa kết nạp {n} đồng chí, {m} nữ, hôm {d}/{k}
{unit} kết nạp {n} đảng viên tháng {k}
hôm qua {unit} kết nạp được {n} đ/c
báo cáo: {unit} tháng {k} kết nạp {n}, chuyển chính thức {m}
{unit} còn thiếu bao nhiêu nữa thì đạt chỉ tiêu năm nay?
cho hỏi {unit} được mấy rồi
nhắc {unit} nộp báo cáo quý 3
giao {unit} {n} đảng viên năm 2027
chỉ tiêu của {unit} năm nay là mấy
{unit} tháng {k} không phát sinh kết nạp
trong quý III/2026, {unit} đã mở 1 lớp nhận thức về Đảng cho {n} quần chúng, trong đó {m} nữ
how many admissions has {unit} had this year
{unit} đã nộp báo cáo chưa
xuất báo cáo quý {q} của {unit} ra excel
sáng ngày {d}/{k} {unit} tổ chức lễ kết nạp cho {n} quần chúng ưu tú, trong đó có {m} đồng chí là công nhân, đúng quy định
Dạ báo cáo anh, từ đầu năm đến nay {unit} kết nạp được {n} đồng chí ({m} nữ), so với chỉ tiêu còn thiếu mấy đồng chí ạ"""
)
_PLAIN = _listed(
    """chi bộ vừa kết nạp {n} đ/c, {m} nữ, hôm {d}/{k}
tháng {k} kết nạp {n}
còn bao nhiêu nữa thì đạt chỉ tiêu năm {y}?
nhầm, {n} người chứ không phải {m}
chi bộ em kết nạp {n} đồng chí ngày {d}/{k}, trong đó {m} là công nhân
đơn vị nào chưa báo cáo tháng {k} năm {y}
vẽ biểu đồ kết nạp {n} tháng đầu năm {y}
dự kiến quý {q} năm {y} kết nạp {n} đồng chí
chuyển chính thức {n} đồng chí hôm {d}/{k}
we admitted {n} members on {d}/{k}, {m} of them women"""
)


def without_marks(text: str) -> str:
    """ "Đảng" → "Dang"."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _as_written(text: str) -> str:
    return text


_MANNERS: list[Callable[[str], str]] = [_as_written, without_marks, str.lower, str.upper, _decomposed]
_MANNERS += [_as_written, without_marks]


def messages(units: list[Named], count: int, seed: int = 11) -> list[Message]:
    """Different messages: a quarter name no unit, the others each another one; in all manners of typing."""
    chance = random.Random(seed)  # noqa: S311
    named = chance.sample(units[1:], min(len(units) - 1, count))
    found: dict[str, Message] = {}
    while len(found) < count:
        values = {"n": chance.randint(2, 60), "m": chance.randint(1, 9), "d": chance.randint(1, 28), "k": chance.randint(1, 10),
                  "q": chance.randint(1, 4), "y": chance.randint(2024, 2030)}  # fmt: skip
        unit = named[len(found) % len(named)] if chance.random() < 0.75 else None
        called = _called(chance, unit) if unit else ""
        text = chance.choice(_NAMING if unit else _PLAIN).format(unit=called, **values)
        typed = chance.choice(_MANNERS)
        text, called = typed(text), typed(called)
        found.setdefault(text, Message(text, unit, called))
    return list(found.values())


def _called(chance: random.Random, unit: Named) -> str:
    name = chance.choice([unit.name, unit.name, unit.name.removeprefix("Chi bộ "), *unit.aliases])
    for whole, short in (("Công ty", "cty"), ("Hợp tác xã", "HTX"), ("Trung học cơ sở", "THCS")):
        name = name.replace(whole, chance.choice([whole, short]))
    return with_slip(name, chance) if chance.random() < 0.2 else name


def with_slip(name: str, chance: random.Random) -> str:
    """The name with one slip of the hand in one of its longer words: two letters swapped, one dropped, one doubled."""
    words = name.split()
    at = max(range(len(words)), key=lambda place: (len(words[place]) >= 4 and not words[place].isupper(), place))
    word = words[at]
    cut = chance.randrange(1, max(2, len(word) - 1))
    begin, letter, end = word[:cut], word[cut : cut + 1], word[cut + 1 :]
    wrong = [begin + end[:1] + letter + end[1:], begin + end, begin + letter + letter + end]
    return " ".join([*words[:at], chance.choice(wrong), *words[at + 1 :]])
