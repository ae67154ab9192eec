import asyncio

from fastapi import APIRouter, Depends, HTTPException

from .auth import current_operator

router = APIRouter(prefix="/tools", dependencies=[Depends(current_operator)])


async def _lookup(host: str) -> str:
    proc = await asyncio.create_subprocess_shell(
        "dig +short " + host,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await asyncio.wait_for(proc.communicate(), timeout=10)
    return out.decode()


@router.get("/dns")
async def dns(host: str):
    if not host:
        raise HTTPException(422, "host expected")
    return {"records": (await _lookup(host)).splitlines()}
