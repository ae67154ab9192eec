import base64
import json

from aiohttp import web

PAGES = {"inbox": "/app/inbox", "settings": "/app/settings"}


def read_state(raw):
    try:
        state = json.loads(base64.urlsafe_b64decode(raw.encode()))
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


async def callback(request):
    state = read_state(request.query.get("state", ""))
    location = PAGES.get(str(state.get("page")), PAGES["inbox"])
    raise web.HTTPFound(location)


app = web.Application()
app.router.add_get("/oauth/callback", callback)
