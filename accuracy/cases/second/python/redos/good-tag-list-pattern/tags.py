import re

from sanic import Sanic, json
from sanic.exceptions import BadRequest

app = Sanic("tags")
TAGS = re.compile(r"^\w{1,30}(?:, ?\w{1,30}){0,20}$")


@app.post("/tags/validate")
async def validate(request):
    text = request.json.get("tags", "")
    if len(text) > 700 or not TAGS.match(text):
        raise BadRequest("tags are words with commas between")
    return json({"count": text.count(",") + 1})
