from fastapi import APIRouter, BackgroundTasks, HTTPException
from pydantic import BaseModel, EmailStr, Field

from app.deps import Customer, Customers
from app.security import check_password, hash_password, make_courier_token, make_token, read_token
from app.services.notify import send_mail

router = APIRouter(prefix="/auth", tags=["auth"])


class Registration(BaseModel):
    email: EmailStr
    name: str = Field(min_length=2, max_length=100)
    password: str = Field(min_length=10, max_length=200)


class Login(BaseModel):
    email: EmailStr
    password: str


class Forgotten(BaseModel):
    email: EmailStr


class Reset(BaseModel):
    token: str
    password: str = Field(min_length=10, max_length=200)


class CourierLogin(BaseModel):
    courier: str
    region: str


@router.post("/register", status_code=201)
async def register(body: Registration, customers: Customers):
    if await customers.by_email(body.email):
        raise HTTPException(409, "this account cannot be opened")
    customer_id = await customers.insert(
        {"email": body.email.lower(), "name": body.name, "password_hash": hash_password(body.password)}
    )
    return {"token": make_token(customer_id)}


@router.post("/login")
async def login(body: Login, customers: Customers):
    customer = await customers.by_email(body.email)
    if customer is None or not check_password(body.password, customer["password_hash"]):
        raise HTTPException(401, "wrong e-mail or password")
    return {"token": make_token(customer["id"])}


@router.post("/forgotten", status_code=202)
async def forgotten(body: Forgotten, customers: Customers, tasks: BackgroundTasks):
    customer = await customers.by_email(body.email)
    if customer:
        tasks.add_task(send_mail, customer["email"], "New password", make_token(customer["id"], "reset", minutes=24 * 60))
    return {"status": "sent"}


@router.post("/reset")
async def reset(body: Reset, customers: Customers):
    claims = read_token(body.token)
    if claims.get("purpose") != "reset":
        raise HTTPException(400, "wrong token")
    await customers.update(int(claims["sub"]), {"password_hash": hash_password(body.password)})
    return {"status": "changed"}


@router.post("/courier")
async def courier(body: CourierLogin, customer: Customer):
    if customer["role"] not in ("shop", "admin"):
        raise HTTPException(403, "shops only")
    return {"token": make_courier_token(body.courier, body.region)}
