from collections.abc import Mapping


def limit_of(query: Mapping[str, str]) -> int:
    raw = query.get("limit", "")
    return min(max(int(raw), 1), 100) if raw.isdecimal() else 50
