from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup


class PreviewError(Exception):
    pass


def fetch_preview(url: str) -> dict:
    if not urlsplit(url).scheme.startswith("http"):
        raise PreviewError("address not supported")
    try:
        response = requests.get(url, timeout=5)
        response.raise_for_status()
    except requests.RequestException as exc:
        raise PreviewError("page not reachable") from exc
    soup = BeautifulSoup(response.text, "html.parser")
    return {"title": soup.title.string if soup.title else None, "size": len(response.content)}
