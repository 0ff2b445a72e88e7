"""Where a unit works, as its own name tells. Knows the words of such names, and no unit."""

import re
import unicodedata

# The word that comes first in the name decides: "Chi bộ Trường Tiểu học xã …" is a school's, "Đảng bộ xã Trường …" a commune's.
_WORDS = {
    "enterprise": ("công ty", "hợp tác xã", "htx", "quỹ", "ngân hàng", "điện lực", "doanh nghiệp tư nhân",
                   "khối doanh nghiệp", "khối các doanh nghiệp"),
    "school": ("trường", "đại học", "cao đẳng"),
    "commune": ("xã", "phường", "thị trấn"),
    "agency": ("huyện ủy", "huyện uỷ", "ban", "sở", "chi cục"),
}
_SETTINGS = {word: setting for setting, words in _WORDS.items() for word in words}
# These hold one of the words and mean something else.
_ELSE = ("môi trường", "thị trường", "xã hội", "cơ sở", "trụ sở")
_FIRST = re.compile(r"\b(?:" + "|".join(sorted([*_SETTINGS, *_ELSE], key=len, reverse=True)) + r")\b")


def setting_in_name(name: str) -> str | None:
    """The setting ("enterprise", "school", "commune", "agency") that the name tells, or None."""
    text = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return next((_SETTINGS[word] for word in _FIRST.findall(text) if word in _SETTINGS), None)
