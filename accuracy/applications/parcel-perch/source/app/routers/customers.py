from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field, HttpUrl

from app.deps import Customer, Customers

router = APIRouter(prefix="/customers", tags=["customers"])


class Hook(BaseModel):
    url: HttpUrl


class Notice(BaseModel):
    template: str = Field(max_length=2000)


@router.get("/me")
async def me(customer: Customer):
    return {key: customer[key] for key in ("id", "email", "name", "role", "balance_cents")}


@router.get("/{customer_id}")
async def card(customer_id: int, customers: Customers):
    found = await customers.get(customer_id)
    if found is None:
        raise HTTPException(404)
    return found


@router.put("/me/hook")
async def set_hook(body: Hook, customer: Customer, customers: Customers):
    await customers.update(customer["id"], {"hook_url": str(body.url)})
    return {"status": "saved"}


@router.put("/me/notice")
async def set_notice(body: Notice, customer: Customer, customers: Customers):
    await customers.update(customer["id"], {"notice_template": body.template})
    return {"status": "saved"}
