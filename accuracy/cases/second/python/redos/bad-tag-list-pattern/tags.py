import re

from sanic import Sanic, json
from sanic.exceptions import BadRequest

app = Sanic("tags")
TAGS = re.compile(r"^(\w+\s?,?)+$")


@app.post("/tags/validate")
async def validate(request):
    text = request.json.get("tags", "")
    if not TAGS.match(text):
        raise BadRequest("tags are words with commas between")
    return json({"count": text.count(",") + 1})
