"""Help, greetings, language, and everything that the bot is not for. Records a person's language, and kinds not understood."""

from handlers.heard import only_agrees, why_not
from handlers.reading.meaning import Asked, Reading
from handlers.reading.shapes import shape
from handlers.scene import Scene, names_in_view
from handlers.turn import Edited, Text
from locales.messages import LANGUAGES
from storage.people import speaks
from storage.unread import note_unread

KEYBOARD = ("progress", "nothing", "mine", "help")


def keyboard(scene: Scene) -> tuple[tuple[str, ...], ...]:
    """The main acts, two a row."""
    words = [scene.say(f"keyboard.{act}") for act in KEYBOARD]
    return (tuple(words[:2]), tuple(words[2:]))


def help_(scene: Scene, reading: Reading) -> None:
    """What can be typed, by example, fitting the person's role."""
    if _nothing_to_agree_to(scene):
        return
    lines = [scene.say("help.leader" if scene.view.only_looks else "help.reporter")]
    if scene.view.managed or scene.view.kept:
        lines.append(scene.say("help.managing" if scene.view.managed else "help.keeping"))
    scene.reply("\n".join(lines), keyboard=keyboard(scene))


def smalltalk(scene: Scene, reading: Reading) -> None:
    """A short kind word back."""
    scene.reply(scene.say("smalltalk"))


def other(scene: Scene, reading: Reading) -> None:
    """Say what was understood, what was not, and two examples that would work. What kind of message it was is remembered."""
    if _nothing_to_agree_to(scene):
        return
    reason = why_not(scene)
    if reason == "leaving":
        scene.reply(scene.say("not_yet", what=scene.say("intent.leaving")))
    elif reason:
        scene.reply(scene.say(f"other.{reason}"))
    else:
        _remember(scene)
        scene.reply(scene.say("other.left", words=", ".join(f"“{word}”" for word in reading.left))
                    if reading.left else scene.say("other.plain"))


def _nothing_to_agree_to(scene: Scene) -> bool:
    """A yes when nothing waits for one is told so."""
    idle = not scene.state.forms and only_agrees(scene)
    if idle:
        scene.reply(scene.say("agree.nothing"))
    return idle


def _remember(scene: Scene) -> None:
    content = scene.turn.content
    if isinstance(content, Text | Edited) and (kind := shape(content.text, Asked(scene.today), names_in_view(scene.view))):
        note_unread(scene.session, scene.today, kind)


def not_yet(scene: Scene, reading: Reading) -> None:
    """An honest word on what the bot understood and cannot do."""
    scene.reply(scene.say("not_yet", what=scene.say(f"intent.{reading.intent}")))


def unreadable(scene: Scene) -> None:
    """A voice message, photo or sticker: ask for a line of text."""
    scene.reply(scene.say("unreadable"))


def choose_language(scene: Scene) -> None:
    """Offer the languages as buttons."""
    row = [scene.choice(scene.say(f"language.{each}"), "language", value=each) for each in LANGUAGES]
    scene.reply(scene.say("language.which"), choices=[row])


def set_language(scene: Scene, language: str) -> None:
    """Keep the person's language and say so in it."""
    if language not in LANGUAGES:
        choose_language(scene)
        return
    speaks(scene.session, scene.member.id, language)
    scene.language = language
    scene.reply(scene.say("language.set"), keyboard=keyboard(scene))
