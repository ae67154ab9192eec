import urllib.request

from feeds.store import save_entries


def import_feed(account_id: int, source: str) -> int:
    with urllib.request.urlopen(source, timeout=15) as response:
        return save_entries(account_id, response.read(2_000_000))
