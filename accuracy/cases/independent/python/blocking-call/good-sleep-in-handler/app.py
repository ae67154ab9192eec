import asyncio
import time

from aiohttp import web

from jobs import state_of


async def wait_for_job(job_id):
    for _ in range(10):
        if state_of(job_id) == "done":
            return True
        await asyncio.sleep(0.5)
    return False


async def status(request):
    return web.json_response({"done": await wait_for_job(request.match_info["job"])})


app = web.Application()
app.router.add_get("/jobs/{job}", status)
