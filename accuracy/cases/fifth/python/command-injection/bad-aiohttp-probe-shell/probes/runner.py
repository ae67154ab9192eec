import asyncio


class ProbeFailed(Exception):
    pass


async def trace(host, hops=12):
    process = await asyncio.create_subprocess_shell(
        f"traceroute -m {hops} {host}",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    output, _ = await asyncio.wait_for(process.communicate(), timeout=60)
    if process.returncode:
        raise ProbeFailed(f"traceroute ended with {process.returncode}")
    return output.decode().splitlines()
