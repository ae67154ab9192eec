import asyncio
from pathlib import Path


class Checkout:
    root = Path("/srv/checkouts")

    def __init__(self, project: int):
        self.folder = self.root / str(project)

    async def log(self, branch: str) -> str:
        process = await asyncio.create_subprocess_exec(
            "git", "log", "--oneline", "-n", "20", "--end-of-options", branch,
            cwd=self.folder,
            stdout=asyncio.subprocess.PIPE,
        )
        out, _ = await process.communicate()
        return out.decode()
