import feedparser
import requests

AGENT = {"User-Agent": "reading-room/2"}


def read(address):
    response = requests.get(address, headers=AGENT, timeout=(3, 10))
    response.raise_for_status()
    parsed = feedparser.parse(response.content)
    return parsed.feed.get("title") or response.text[:80], parsed.entries[:30]
