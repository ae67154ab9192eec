from html.parser import HTMLParser

import requests

from links.policy import checked


class MetaReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.meta = {}

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "meta" and (attributes.get("property") or "").startswith("og:"):
            self.meta[attributes["property"][3:]] = attributes.get("content", "")


def preview(address: str) -> dict:
    session = requests.Session()
    session.headers["user-agent"] = "link-preview/2"
    answer = session.get(checked(address), timeout=(2, 5), allow_redirects=False)
    answer.raise_for_status()
    reader = MetaReader()
    reader.feed(answer.text[:200_000])
    return {key: reader.meta.get(key, "") for key in ("title", "description", "image")}
