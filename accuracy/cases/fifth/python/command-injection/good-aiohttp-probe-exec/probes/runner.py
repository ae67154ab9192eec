import asyncio
import ipaddress


class ProbeFailed(Exception):
    pass


async def trace(host, hops=12):
    try:
        address = str(ipaddress.ip_address(host))
    except ValueError as error:
        raise ProbeFailed("not an address") from error
    process = await asyncio.create_subprocess_exec(
        "traceroute",
        "-m",
        str(hops),
        "--",
        address,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    output, _ = await asyncio.wait_for(process.communicate(), timeout=60)
    if process.returncode:
        raise ProbeFailed(f"traceroute ended with {process.returncode}")
    return output.decode().splitlines()
