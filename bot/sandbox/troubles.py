"""Trouble that a page may make for a world's bot, to see that nothing is lost by it. Knows what is switched on."""

from bot.sandbox.cable import Cable
from bot.sandbox.living import Living
from bot.sandbox.server import BotApi

KINDS = ("offline", "flood", "redeliver", "kill")
AGAIN = 5       # updates that come once more, and the last pressed button


class Troubles:
    """The bot's line is cut or not, the server is flooded or not; redelivery and a kill happen once."""

    def __init__(self, api: BotApi, cable: Cable, bot: Living) -> None:
        self._api, self._cable, self._bot = api, cable, bot

    def on(self) -> dict[str, bool]:
        """What is switched on."""
        return {"offline": not self._cable.is_whole, "flood": self._api.faults.flooding}

    async def make(self, kind: str, on: bool) -> None:
        """One of `KINDS`; for the last two `on` means nothing."""
        match kind:
            case "offline":
                await self._offline(on)
            case "flood":
                self._api.faults.flooding = on
            case "redeliver":
                self._api.faults.redeliver(AGAIN)
            case "kill":
                await self._bot.kill()
        self._api.exchange.happened("trouble", trouble=self.on())

    async def _offline(self, on: bool) -> None:
        """People's messages still arrive at the server and wait there."""
        if not on:
            await self._cable.mend()
            return
        await self._cable.cut()
        self._api.hang_up()
