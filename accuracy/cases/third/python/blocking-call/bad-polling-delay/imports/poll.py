import time
from collections.abc import AsyncIterator

from aiohttp import web

from imports.state import progress_of

DELAY_SECONDS = 0.5


async def progress(import_id: int) -> AsyncIterator[int]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        done = await progress_of(import_id)
        yield done
        if done >= 100:
            return
        time.sleep(DELAY_SECONDS)


async def progress_stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    async for done in progress(int(request.match_info["import_id"])):
        await response.write(f"data: {done}\n\n".encode())
    return response
