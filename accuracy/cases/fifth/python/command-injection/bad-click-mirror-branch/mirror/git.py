import subprocess
from pathlib import Path


class Checkout:
    def __init__(self, folder: Path, remote: str):
        self.folder = folder
        self.remote = remote

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120, check=True
        )
        return done.stdout.strip()

    def refresh(self, branch: str) -> str:
        self._git("fetch", self.remote, branch)
        return self._git("rev-parse", "FETCH_HEAD")
