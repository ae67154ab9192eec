import contextlib
import os


def append(line: str) -> None:
    with open("/var/log/audit/journal", "a") as journal:
        journal.write(line + "\n")


def rotate() -> None:
    with contextlib.suppress(Exception):
        os.rename("/var/log/audit/journal", "/var/log/audit/journal.1")
