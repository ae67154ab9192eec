import os

from quart import Quart, abort, g, request

from mailing.render import render_mail
from mailing.security import shop_of_token

app = Quart(__name__)
app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
SAMPLE = {"number": 1024, "customer": "A. Sample", "lines": [{"name": "Teapot", "cents": 2400}]}


@app.before_request
async def authenticate():
    g.shop = shop_of_token(request.headers.get("X-Shop-Token", ""), os.environ["TOKEN_KEY"])
    if g.shop is None:
        abort(401)


@app.post("/mail-templates/preview")
async def preview():
    body = await request.get_json()
    if not isinstance(body.get("source"), str):
        abort(422)
    return {"text": render_mail(body["source"], {**SAMPLE, "shop": g.shop})}
