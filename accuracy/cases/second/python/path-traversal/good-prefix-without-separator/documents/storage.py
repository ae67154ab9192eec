from pathlib import Path


class DocumentStore:
    def __init__(self, root: str) -> None:
        self._root = Path(root).resolve()

    def open(self, name: str):
        target = (self._root / name).resolve()
        if not target.is_relative_to(self._root):
            raise PermissionError(name)
        return target.open("rb")
