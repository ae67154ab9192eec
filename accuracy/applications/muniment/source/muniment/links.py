from urllib.parse import urlsplit

from flask import current_app, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def page_or_home(wanted: str | None) -> str:
    """The endpoint behind a wanted path is looked up in our own map, and its address is built anew."""
    home = url_for("records.index")
    if not wanted:
        return home
    try:
        parts = urlsplit(wanted)
        if parts.netloc or parts.scheme:
            return home
        endpoint, values = current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect, ValueError):
        return home
    if endpoint == "static" or endpoint.startswith("account."):
        return home
    return url_for(endpoint, **values)
