"""What befalls chats and accounts: a group becomes a supergroup, an account is deleted, an administrator hides."""

from bot.sandbox.account import member
from bot.sandbox.chats import Chat, Json, Person
from bot.sandbox.exchange import Exchange
from bot.sandbox.text import typed

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Upheavals:
    """Rarer than what people do every day; each makes the updates that Telegram would make for it."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def upgrades(self, person: Person, group: int) -> Chat:
        """The group goes on under another number. The bot hears first that it is in there, then that both are one."""
        with self._exchange.lock:
            old = self._exchange.chats[group]
            if old.type != "group" or old.moved_to is not None:
                raise ValueError("only a group can become a supergroup, and only once")
            new = Chat(-1_000_000_000_000 + group, "supergroup", old.title, bot=old.bot, members=dict(old.members))
            self._exchange.chats[new.id] = new
            old.moved_to = new.id
            if old.bot not in ("member", "administrator"):
                return new
            self._exchange.tell("my_chat_member", {
                "chat": new.as_json(), "from": person.as_user(), "date": self._exchange.seconds(),
                "old_chat_member": member(self._exchange.bot, "left"),
                "new_chat_member": member(self._exchange.bot, new.bot),
            })  # fmt: skip
            for chat, notice in ((old, {"migrate_to_chat_id": new.id}), (new, {"migrate_from_chat_id": old.id})):
                self._exchange.tell("message", self._exchange.post(chat, person.as_user(), notice))
            return new

    def deletes_account(self, person: Person) -> None:
        """Nobody is told; whoever writes there next learns it."""
        self._exchange.private(person).deleted = True

    def says_hidden(self, person: Person, text: str, group: int) -> Json:
        """As an administrator who writes in the name of the group."""
        with self._exchange.lock:
            chat = self._exchange.chats[group]
            if person.id not in chat.members:
                raise ValueError(f"{person.first_name} is not in that chat")
            plain, entities = typed(text)
            content = {"sender_chat": chat.as_json(), "text": plain} | ({"entities": entities} if entities else {})
            message = self._exchange.post(chat, ANONYMOUS, content)
            self._exchange.tell("message", message)
            return message
