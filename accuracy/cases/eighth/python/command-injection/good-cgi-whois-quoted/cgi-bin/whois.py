#!/usr/bin/env python3
import os
import shlex
import sys
from urllib.parse import parse_qs


def first(values: dict[str, list[str]], key: str, default: str) -> str:
    return values.get(key, [default])[0]


def main() -> None:
    values = parse_qs(os.environ.get("QUERY_STRING", ""))
    name = first(values, "name", "example.com")
    parts = ["whois", "-H", "--"]
    parts.append(shlex.quote(name))
    line = " ".join(parts)

    sys.stdout.write("Content-Type: text/plain; charset=utf-8\r\n\r\n")
    sys.stdout.flush()
    status = os.system(line)
    if status != 0:
        sys.stdout.write("no answer\n")


if __name__ == "__main__":
    main()
