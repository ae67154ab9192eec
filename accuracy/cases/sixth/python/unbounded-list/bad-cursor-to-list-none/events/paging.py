from collections.abc import Mapping


def limit_of(query: Mapping[str, str]) -> int | None:
    raw = query.get("limit", "")
    return int(raw) if raw.isdecimal() else None
