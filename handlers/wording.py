"""How a count, its parts and its days read as a phrase. Knows terms and forms, not what is on record."""

from collections.abc import Mapping
from functools import reduce

from handlers.forms import ReportDraft, TargetDraft
from locales.messages import has, say
from locales.writing import number, percentage, span
from storage.spans import Span
from storage.terms import Event, Indicator, Setting

_PLACES = frozenset({"non_state", "fdi"})           # where people work, not what they are
_ORGANISATIONS = frozenset({Indicator.ORGANISATIONS, Indicator.YOUTH_UNIONS, Indicator.TRADE_UNIONS, Indicator.ORG_RATINGS})


def capital(text: str) -> str:
    """The text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def people(language: str, indicator: Indicator, count: int) -> str:
    """"3 đảng viên", "2 tổ chức đảng"."""
    return say(language, f"unit.{indicator}", count=count, number=number(language, count))


def counted(language: str, indicator: Indicator, count: int) -> str:
    """"3 đồng chí" where people are counted, "13 tổ chức đảng" where organisations are."""
    if indicator in _ORGANISATIONS:
        return people(language, indicator, count)
    return say(language, "people.comrades", number=number(language, count))


def condition(language: str, text: str) -> str:
    """A condition as a noun: "female+worker" is "nữ, công nhân, người lao động"; places come last."""
    return _either(language, text, "facet")


def _either(language: str, text: str, keys: str) -> str:
    first, *others = text.split("|")                # "là học sinh và người lao động": said once
    alternatives = [_both(language, first.split("+"), keys), *(_both(language, each.split("+"), "facet") for each in others)]
    return reduce(lambda first, second: say(language, "facet.or", first=first, second=second), alternatives)


def _both(language: str, facets: list[str], keys: str) -> str:
    who = ", ".join(say(language, f"{keys}.{facet}") for facet in facets if facet not in _PLACES)
    where = [say(language, f"{keys}.{facet}") for facet in facets if facet in _PLACES]
    return " ".join([who, *where] if who else where)


def limits(language: str, whole: str, setting: Setting | None) -> str:
    """What limits a count, to be put behind it: facets and setting; empty if nothing does."""
    words = [_either(language, whole, "limit")] if whole else []
    if setting and setting is not Setting.UNKNOWN and not {"non_state", "fdi"} & set(whole.replace("|", "+").split("+")):
        words.append(say(language, f"setting.{setting}"))
    return " ".join(["", *words]) if words else ""


def parts(language: str, counts: Mapping[str, int]) -> str:
    """"39 nữ, 74 trong độ tuổi đoàn"; empty where no part is stated."""
    return ", ".join(part(language, who, count) for who, count in counts.items())


def part(language: str, who: str, count: int) -> str:
    """One "of which" number: "1 nữ"."""
    written = number(language, count)
    if has(language, f"part.{who}"):
        return say(language, f"part.{who}", count=count, number=written)
    return say(language, "part.one", number=written, who=condition(language, who))


def events(language: str, names: tuple[str, ...] | list[str]) -> str:
    """"sáp nhập, tiếp nhận, đổi tên"; founded where none is named."""
    return ", ".join(say(language, f"event.{name}") for name in (names or (Event.FOUNDED,)))


def days(language: str, when: Span | None) -> str:
    """The days in words; empty where none are known."""
    return span(language, when.first, when.last) if when else ""


def subject(language: str, indicator: Indicator, happened: tuple[str, ...] = ()) -> str:
    """What is counted, as a noun: "kết nạp đảng viên"; of organisations, what happened to them."""
    if indicator is Indicator.ORGANISATIONS:
        return say(language, "indicator.organisations_by_event", event=events(language, happened))
    return say(language, f"indicator.{indicator}")


def share(language: str, count: int | None, total: int | None, basis_points: int | None) -> str:
    """"14/15 (93,33%)", or the percentage or the number alone, whichever is known."""
    if count is not None and total is None and basis_points is None:
        return number(language, count)
    if count is None or total is None:
        return percentage(language, basis_points or 0)
    exact = count * 10000 // total if total else 0
    return say(language, "share.of", count=number(language, count), total=number(language, total),
               percent=percentage(language, exact))


def done(language: str, indicator: Indicator, what: str, happened: tuple[str, ...] | list[str] = ()) -> str:
    """What was done, as a phrase: "kết nạp 3 đảng viên"."""
    return say(language, f"done.{indicator}", what=what, event=events(language, happened))


def result(language: str, form: ReportDraft) -> str:
    """The whole result of a report without unit and days: "kết nạp 3 đảng viên, trong đó 1 nữ"."""
    if form.indicator is None:
        return say(language, "report.nothing")
    if form.said_none:
        return say(language, "report.nothing_of", indicator=say(language, f"indicator.{form.indicator}"))
    limit = limits(language, form.whole, form.setting)
    if form.indicator.is_rating:
        rated = share(language, form.count, form.total, basis_points(form.percent))
        what = f"{rated} {say(language, f'rated.{form.indicator}')}"
    else:
        what = people(language, form.indicator, form.count or 0)
    text = done(language, form.indicator, what + limit, form.events)
    return say(language, "report.with_parts", text=text, parts=parts(language, form.parts)) if form.parts else text


def target(language: str, form: TargetDraft) -> str:
    """A target as a phrase: "ít nhất 5 đảng viên, trong đó 1 chủ doanh nghiệp"."""
    indicator = form.indicator or Indicator.ADMISSIONS
    if form.percent is not None and indicator.is_rating:
        what = percentage(language, basis_points(form.percent) or 0)
        what = say(language, "bound.percent", number=what)
    else:
        what = say(language, "bound.at_least", number=people(language, indicator, form.count or 0))
    text = done(language, indicator, what + limits(language, form.whole, form.setting))
    return say(language, "report.with_parts", text=text, parts=parts(language, form.parts)) if form.parts else text


def basis_points(percent: float | None) -> int | None:
    """87.5 → 8750, without a rounding surprise."""
    return None if percent is None else round(percent * 100)


