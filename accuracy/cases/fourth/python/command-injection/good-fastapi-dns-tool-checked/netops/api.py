import asyncio
import re

from fastapi import APIRouter, Depends, HTTPException

from .auth import current_operator

router = APIRouter(prefix="/tools", dependencies=[Depends(current_operator)])
HOSTNAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}")


async def _lookup(host: str) -> str:
    proc = await asyncio.create_subprocess_exec(
        "dig", "+short", host,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(proc.communicate(), timeout=10)
    return out.decode()


@router.get("/dns")
async def dns(host: str):
    if not HOSTNAME.fullmatch(host):
        raise HTTPException(422, "host expected")
    return {"records": (await _lookup(host)).splitlines()}
