import logging
from dataclasses import dataclass

log = logging.getLogger("telemetry")


@dataclass(frozen=True)
class Reading:
    device: str
    value: float


class ReadingSink:
    def __init__(self, pool) -> None:
        self.pool = pool

    async def accept(self, reading: Reading) -> None:
        done = await self.pool.execute(
            "UPDATE devices SET value = $2, seen_at = now() WHERE name = $1",
            reading.device,
            reading.value,
        )
        if done == "UPDATE 0":
            log.warning("reading of unknown device %s dropped", reading.device)
