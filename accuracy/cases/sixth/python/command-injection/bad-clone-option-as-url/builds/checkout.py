import asyncio
import tempfile
from pathlib import Path
from urllib.parse import urlsplit


class CheckoutFailed(Exception):
    pass


HOSTS = {"git.example.org", "code.example.org"}


def clone_arguments(address: str, branch: str, target: str) -> list[str]:
    arguments = ["git", "clone", "--depth=1", "--quiet"]
    if branch:
        arguments += [f"--branch={branch}"]
    return [*arguments, address, target]


async def checkout(address: str, branch: str) -> Path:
    target = tempfile.mkdtemp(prefix="build-")
    argv = clone_arguments(address, branch, target)
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, errors = await asyncio.wait_for(process.communicate(), timeout=120)
    except TimeoutError:
        process.kill()
        raise CheckoutFailed("timed out") from None
    if process.returncode:
        raise CheckoutFailed(errors.decode(errors="replace")[-400:])
    return Path(target)
