"""Who is behind a message or a press: somebody who can be known, or a stand-in. Knows Telegram's types, and no person."""

from telegram import Chat, ChatMember, Message, User

ANONYMOUS = 1087968824          # Telegram's stand-in for administrators of groups who write without a name
GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


def sender_of(message: Message) -> User | None:
    """Who wrote it, where that is sure: not a channel, not an administrator without a name, not another bot."""
    sender = message.from_user
    return None if sender is None or message.sender_chat is not None or not is_somebody(sender) else sender


def is_somebody(user: User) -> bool:
    """A person, who can be known again."""
    return not user.is_bot and user.id != ANONYMOUS


def hides_behind_group(message: Message) -> bool:
    """An administrator who writes as the group. A channel that is linked with it writes as itself."""
    if message.chat.type not in GROUPS:
        return False
    if message.sender_chat is not None:
        return bool(message.sender_chat.id == message.chat.id)
    return message.from_user is not None and message.from_user.id == ANONYMOUS


def is_inside(member: ChatMember) -> bool:
    """Who is restricted may be in or out."""
    return member.status not in ("kicked", "left") and getattr(member, "is_member", True) is not False
