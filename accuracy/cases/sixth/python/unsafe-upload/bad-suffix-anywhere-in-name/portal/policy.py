from pathlib import PurePosixPath
from typing import Protocol


class UploadPolicy(Protocol):
    def accepts(self, filename: str) -> bool: ...


class SuffixPolicy:
    def __init__(self, *suffixes: str) -> None:
        self.suffixes = frozenset(suffixes)

    def accepts(self, filename: str) -> bool:
        return any(suffix in self.suffixes for suffix in PurePosixPath(filename.lower()).suffixes)


documents: UploadPolicy = SuffixPolicy(".pdf", ".docx", ".odt")
