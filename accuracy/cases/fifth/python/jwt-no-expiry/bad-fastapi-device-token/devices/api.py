import hmac

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from pydantic import BaseModel

from devices.repository import DeviceRepository, get_devices
from devices.tokens import TokenService, get_tokens

router = APIRouter(prefix="/devices")


class Pairing(BaseModel):
    serial: str
    pairing_code: str


@router.post("/token")
async def pair(
    body: Pairing, devices: DeviceRepository = Depends(get_devices), tokens: TokenService = Depends(get_tokens)
):
    device = await devices.by_serial(body.serial)
    if device is None or not hmac.compare_digest(device["pairing_code"], body.pairing_code):
        raise HTTPException(401)
    return {"token": tokens.issue(device["id"])}


@router.post("/telemetry", status_code=202)
async def telemetry(
    request: Request,
    authorization: str = Header(),
    devices: DeviceRepository = Depends(get_devices),
    tokens: TokenService = Depends(get_tokens),
):
    await devices.keep(tokens.device_of(authorization.removeprefix("Bearer ")), (await request.body())[:4096])
    return {"kept": True}
