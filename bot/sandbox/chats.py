"""People, chats and the messages in them, as Bot API objects. Knows what is there; who may change it is the methods' affair."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup"]
BotStatus = Literal["member", "administrator", "kicked", "left"]


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "vi"

    def as_user(self) -> Json:
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        rest = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return user | {name: value for name, value in rest.items() if value}


@dataclass
class Chat:
    """`bot` is the bot's standing: in a private chat `kicked` means that the person has blocked it.

    `moved_to`: the supergroup that a group has become. `deleted`: the person's account is no more.
    """

    id: int
    type: ChatType
    title: str = ""
    person: Person | None = None
    bot: BotStatus = "member"
    members: dict[int, Person] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    moved_to: int | None = None
    deleted: bool = False
    keyboard: Json | None = None  # the reply keyboard or force-reply that people see below the field

    @property
    def is_group(self) -> bool:
        return self.type != "private"

    def as_json(self) -> Json:
        if self.person is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        unsaid = ("is_bot", "language_code")
        names = {name: value for name, value in self.person.as_user().items() if name not in unsaid}
        return {**names, "type": self.type}

    def as_full_json(self) -> Json:
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        accepted = dict.fromkeys(gifts, False)
        return {**self.as_json(), "accent_color_id": self.id % 7, "max_reaction_count": 11, "accepted_gift_types": accepted}

    def seen(self, message_id: int) -> Json:
        """The message as it stands now; a copy, so that what was once handed out stays as it was."""
        return deepcopy(self.messages[message_id])

    def quoted(self, message_id: int) -> Json:
        """The message as another one replies to it: without what it replied to itself."""
        return {name: value for name, value in self.seen(message_id).items() if name != "reply_to_message"}
