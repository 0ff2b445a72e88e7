"""One call of a Bot API method: its parameters as text, its files, and how each is read. Knows no method and no chat."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusal import bad

TRUE = {"true", "yes", "1"}  # everything else is false, as on Telegram's side
ATTACHED = "attach://"


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Call:
    """`values` are text whatever way they came in: Telegram re-reads nested JSON from text, and so do we."""

    method: str
    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in TRUE

    def whole(self, name: str, default: int = 0) -> int:
        """What cannot be read as a number counts as absent, as on Telegram's side."""
        try:
            return int(self.values[name])
        except (KeyError, ValueError):
            return default

    def data(self, name: str) -> Any:
        """The parameter's JSON; None where it is absent or empty."""
        text = self.text(name)
        if not text:
            return None
        try:
            return json.loads(text)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def record(self, name: str) -> dict[str, Any] | None:
        found = self.data(name)
        if found is not None and not isinstance(found, dict):
            raise bad(f"object expected as {name}")
        return found

    def file(self, name: str) -> Upload | str:
        """The uploaded file, directly or by `attach://`, or the text given in its place (a file_id or an address)."""
        if name in self.files:
            return self.files[name]
        text = self.text(name)
        if text.startswith(ATTACHED) and text.removeprefix(ATTACHED) in self.files:
            return self.files[text.removeprefix(ATTACHED)]
        if not text or text.startswith(ATTACHED):
            raise bad(f"there is no {name} in the request")
        return text

    def names(self) -> set[str]:
        """The parameters that were given; parts that only carry an attached file are none."""
        attached = {text.removeprefix(ATTACHED) for text in self.values.values() if text.startswith(ATTACHED)}
        return set(self.values) | (set(self.files) - attached)

    def as_json(self) -> dict[str, Any]:
        files = {name: {"name": each.name, "mime": each.mime, "size": len(each.content)} for name, each in self.files.items()}
        return {**self.values, **files}
