import pickle

from aiohttp import web

routes = web.RouteTableDef()
INITIAL = pickle.dumps({"level": 1, "lives": 3})


@routes.post("/state")
async def restore(request: web.Request) -> web.Response:
    body = await request.read()
    versions = [b"", INITIAL, body]
    del versions[0]

    newest = versions[-1]
    state = pickle.loads(newest)

    return web.json_response({"level": state["level"], "sent": len(body)})


app = web.Application(client_max_size=65536)
app.add_routes(routes)
