from sanic import Sanic, json
from sanic.exceptions import NotFound

from exports import EXPORTS

app = Sanic("billing")


@app.get("/exports/<name:str>")
async def export(request, name: str):
    handler = EXPORTS.get(name)
    if handler is None:
        raise NotFound("no such export")
    rows = await app.loop.run_in_executor(None, lambda: list(handler(request.args.get("value", ""))))
    return json({"rows": rows})
