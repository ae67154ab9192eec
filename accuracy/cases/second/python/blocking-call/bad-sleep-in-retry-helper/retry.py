import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def retrying(call: Callable[[], Awaitable[T]], attempts: int = 3) -> T:
    deadline = time.monotonic() + 10
    for attempt in range(attempts):
        try:
            return await call()
        except (TimeoutError, ConnectionError):
            if attempt == attempts - 1 or time.monotonic() > deadline:
                raise
            time.sleep(0.2 * 2**attempt + random.random() / 10)
    raise AssertionError("unreachable")
