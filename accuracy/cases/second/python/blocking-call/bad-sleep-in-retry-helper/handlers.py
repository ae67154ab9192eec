from aiohttp import web

from retry import retrying


async def balance(request: web.Request) -> web.Response:
    ledger = request.app["ledger"]
    cents = await retrying(lambda: ledger.balance(request["user"].id))
    return web.json_response({"cents": cents})
