import asyncio

from aiohttp import web

from models import EDITABLE, rename
from sessions import player_of


async def edit(request):
    player_id = await player_of(request)
    body = await request.json()
    changes = {key: body[key] for key in body.keys() & EDITABLE}
    await asyncio.to_thread(rename, player_id, changes)
    return web.json_response({"changed": sorted(set(changes) & EDITABLE)})


app = web.Application()
app.router.add_patch("/players/me", edit)
