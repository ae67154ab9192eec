import base64

from functions.shared.http import fetch
from functions.shared.responses import failure, image


def handler(event, context):
    parameters = event.get("queryStringParameters") or {}
    source = parameters.get("src")
    if not source:
        return failure(400, "src is missing")
    content, content_type = fetch(source)
    if not content_type.startswith("image/"):
        return failure(415, "not an image: " + content[:200].decode("latin-1"))
    return image(base64.b64encode(content).decode(), content_type)
