import base64
import re

from functions.shared.http import fetch
from functions.shared.responses import failure, image

KEY = re.compile(r"[a-z0-9]{8,40}")
ORIGIN = "https://originals.photos.example/"


def handler(event, context):
    parameters = event.get("queryStringParameters") or {}
    key = parameters.get("key", "")
    if not KEY.fullmatch(key):
        return failure(400, "key is wrong")
    content, content_type = fetch(f"{ORIGIN}{key}.jpg")
    if not content_type.startswith("image/"):
        return failure(415, "not an image: " + content[:200].decode("latin-1"))
    return image(base64.b64encode(content).decode(), content_type)
