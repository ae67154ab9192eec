import hashlib
import json
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, HTTPException, Query, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from app.deps import Customer, Customers, Parcels
from app.security import tracking_code
from app.services import imports, labels, notify
from app.services.geocode import locate
from app.settings import get_settings

router = APIRouter(prefix="/parcels", tags=["parcels"])


class NewParcel(BaseModel):
    recipient: str = Field(max_length=120)
    street: str = Field(max_length=120)
    city: str = Field(max_length=80)
    weight_g: int = Field(gt=0, le=30000)


class ChangedAddress(BaseModel):
    model_config = ConfigDict(extra="allow")

    recipient: str | None = None
    street: str | None = None
    city: str | None = None


class LabelOrder(BaseModel):
    format: str = "A6"
    remark: str = ""


@router.get("")
async def index(customer: Customer, parcels: Parcels, sort: str = "created_at", direction: str = "desc", limit: Annotated[int, Query(le=200)] = 50):
    return await parcels.page({"customer_id": customer["id"]}, sort, direction, limit)


@router.get("/search")
async def search(q: str, customer: Customer, parcels: Parcels):
    return await parcels.search(customer["id"], q)


@router.post("", status_code=201)
async def create(body: NewParcel, customer: Customer, customers: Customers, parcels: Parcels, tasks: BackgroundTasks):
    price = 390 + body.weight_g // 100
    balance = await customers.balance(customer["id"])
    if balance < price:
        raise HTTPException(402, "balance too low")
    await customers.set_balance(customer["id"], balance - price)
    code = tracking_code()
    parcel_id = await parcels.insert({**body.model_dump(), "customer_id": customer["id"], "code": code, "price_cents": price})
    tasks.add_task(notify.announce, customer, {**body.model_dump(), "code": code})
    return {"id": parcel_id, "code": code}


@router.get("/label")
async def label_file(name: str):
    return FileResponse(get_settings().label_dir / name, media_type="application/pdf")


@router.get("/terms/{language}")
async def terms(language: str):
    base = (get_settings().label_dir / "terms").resolve()
    target = (base / f"{language}.pdf").resolve()
    if not target.is_relative_to(base) or not target.is_file():
        raise HTTPException(404)
    return FileResponse(target)


@router.get("/{parcel_id}")
async def show(parcel_id: int, parcels: Parcels):
    parcel = await parcels.get(parcel_id)
    if parcel is None:
        raise HTTPException(404)
    return parcel


@router.get("/{parcel_id}/scans")
async def scans(parcel_id: int, customer: Customer, parcels: Parcels, request: Request):
    if await parcels.owned(parcel_id, customer["id"]) is None:
        raise HTTPException(404)
    body = json.dumps(await parcels.scans(parcel_id), default=str)
    etag = hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304)
    return Response(body, media_type="application/json", headers={"ETag": etag})


@router.patch("/{parcel_id}")
async def change(parcel_id: int, body: ChangedAddress, customer: Customer, parcels: Parcels):
    if await parcels.owned(parcel_id, customer["id"]) is None:
        raise HTTPException(404)
    values = body.model_dump(exclude_unset=True)
    if values:
        await parcels.update(parcel_id, values)
    return await parcels.owned(parcel_id, customer["id"])


@router.post("/{parcel_id}/label", status_code=202)
async def order_label(parcel_id: int, body: LabelOrder, customer: Customer, parcels: Parcels, tasks: BackgroundTasks):
    parcel = await parcels.owned(parcel_id, customer["id"])
    if parcel is None:
        raise HTTPException(404)
    tasks.add_task(labels.render, parcel, body.format, body.remark)
    return {"file": f"{parcel['code']}.pdf"}


@router.post("/manifest")
async def manifest(request: Request, customer: Customer, parcels: Parcels):
    count = 0
    for entry in imports.read_manifest(await request.body()):
        await parcels.insert({**entry, "customer_id": customer["id"], "code": tracking_code()})
        count += 1
    return {"imported": count}


@router.get("/{parcel_id}/position")
async def position(parcel_id: int, customer: Customer, parcels: Parcels):
    parcel = await parcels.owned(parcel_id, customer["id"])
    if parcel is None:
        raise HTTPException(404)
    return await locate(f"{parcel['street']}, {parcel['city']}")
