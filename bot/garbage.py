"""When the whole heap is looked through for garbage: between messages, not in the middle of one. Knows nothing of the bot."""

import gc

EVERY = 3600    # seconds


def tidy() -> None:
    """Free what nobody needs, and set apart what is left: until the next time only what is newer is looked through.

    The reader remembers some hundred thousand words and pieces; to look at them all takes as long as many messages.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
