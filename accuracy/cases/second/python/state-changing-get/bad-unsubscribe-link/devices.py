from litestar import Litestar, Request, get
from litestar.exceptions import NotFoundException

from guards import signed_in
from store import DeviceStore


@get("/devices/{device_id:int}", guards=[signed_in])
async def show(device_id: int, request: Request, devices: DeviceStore) -> dict:
    device = await devices.of(request.user.id, device_id)
    if device is None:
        raise NotFoundException("no such device")
    return {"id": device.id, "name": device.name}


@get("/devices/{device_id:int}/remove", guards=[signed_in])
async def remove(device_id: int, request: Request, devices: DeviceStore) -> dict:
    await devices.delete(request.user.id, device_id)
    return {"removed": device_id}


app = Litestar(route_handlers=[show, remove])
