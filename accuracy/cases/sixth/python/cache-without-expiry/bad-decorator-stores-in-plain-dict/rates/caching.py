from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def remembered(function: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    entries: dict[tuple, T] = {}

    @wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (*args[1:], *sorted(kwargs.items()))
        try:
            return entries[key]
        except KeyError:
            value = await function(*args, **kwargs)
            entries[key] = value
            return value

    return wrapper
