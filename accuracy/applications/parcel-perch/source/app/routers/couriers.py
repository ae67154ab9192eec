from fastapi import APIRouter, Form, Header, HTTPException, UploadFile

from app.deps import Device, Parcels
from app.security import shop_of
from app.services import plans
from app.settings import get_settings

router = APIRouter(prefix="/couriers", tags=["couriers"])


@router.post("/scans", status_code=201)
async def scan(device: Device, parcels: Parcels, code: str = Form(), place: str = Form(max_length=80)):
    parcel = await parcels.by_code(code)
    if parcel is None:
        raise HTTPException(404)
    await parcels.add_scan(parcel["id"], place, None)
    return {"status": "scanned"}


@router.post("/proofs/{code}", status_code=201)
async def proof(code: str, photo: UploadFile, device: Device, parcels: Parcels):
    parcel = await parcels.by_code(code)
    if parcel is None:
        raise HTTPException(404)
    target = get_settings().proof_dir / f"{code}-{photo.filename}"
    target.write_bytes(await photo.read())
    await parcels.add_scan(parcel["id"], "delivered", target.name)
    return {"file": target.name}


@router.post("/plans")
async def load_plan(device: Device, plan: str = Form()):
    stops = plans.unpack(plan)
    return {"stops": len(stops), "first": stops[:1]}


@router.get("/shop/parcels")
async def shop_parcels(parcels: Parcels, x_shop_token: str = Header()):
    return await parcels.open_of_city(shop_of(x_shop_token))
