import re
import subprocess
from pathlib import Path

BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,100}")


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
        if not BRANCH.fullmatch(branch):
            raise ValueError("not the name of a branch")
        self._git("fetch", "--end-of-options", self.remote, branch)
        return self._git("rev-parse", "FETCH_HEAD")
