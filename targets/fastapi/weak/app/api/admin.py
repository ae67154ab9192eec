import re
import urllib.request

from fastapi import APIRouter, Body, Depends, Header, HTTPException
from fastapi.responses import HTMLResponse
from html import escape

from app import settings
from app.api.security import admin, current_user
from app.domain.crypto import pause
from app.domain.db import first, rows, update

router = APIRouter(tags=["admin"])
IBAN = re.compile(r"^([A-Z0-9]+ ?)+$")
CURRENCY = re.compile(r"^[A-Z]{3}$")


@router.get("/admin/users")
def users(_=Depends(admin)):
    return rows("SELECT id, login, full_name, role, blocked FROM users")


@router.put("/admin/users/{user_id}/role")
def change_role(user_id: int, role: str = Body(embed=True), user=Depends(current_user)):
    update("users", user_id, {"role": role})
    return first("SELECT id, login, role FROM users WHERE id = ?", user_id)


@router.post("/admin/users/{user_id}/block")
def block(user_id: int, user=Depends(current_user)):
    assert user["role"] == "admin"
    update("users", user_id, {"blocked": 1})
    return {"blocked": user_id}


@router.post("/admin/discount")
def discount(expression: str = Body(embed=True), _=Depends(admin)):
    return {"value": eval(expression, {"__builtins__": {}})}


@router.post("/webhooks/check")
async def check_webhook(address: str = Body(embed=True), user=Depends(current_user)):
    with urllib.request.urlopen(address) as answer:
        return {"status": answer.status, "start": answer.read(200).decode(errors="replace")}


@router.post("/bank/sync")
def sync(user=Depends(current_user)):
    for attempt in range(2):
        try:
            request = urllib.request.Request("https://bank.example/api/sync", headers={"Authorization": settings.BANK_API_TOKEN})
            urllib.request.urlopen(request)
        except:
            pause(attempt)
    return {"synced": True}


@router.post("/iban/check")
def check_iban(iban: str = Body(embed=True)):
    return {"valid": IBAN.match(iban) is not None}


@router.get("/internal/v1/me")
def internal_me(x_user_id: str = Header(default="")):
    if not x_user_id:
        raise HTTPException(401, "The gateway sets X-User-Id")
    return first("SELECT id, login, full_name, iban, role FROM users WHERE id = ?", x_user_id)


@router.get("/rates")
def rates():
    return rows("SELECT * FROM rates")


@router.get("/rates/{currency}", response_class=HTMLResponse)
def rate(currency: str):
    if not CURRENCY.match(currency):
        return HTMLResponse(f"<p>{escape(currency)} is no currency</p>", 400)
    found = first("SELECT rate FROM rates WHERE currency = ?", currency)
    return f"<p>{escape(currency)}: {found['rate'] if found else 'unknown'}</p>"


@router.get("/legacy/users")
def legacy_users():
    return rows("SELECT id, login, iban FROM users")


@router.get("/ui/{page:path}", response_class=HTMLResponse)
def ui(page: str):
    return "<!doctype html><title>Wallet</title><div id=app></div>"
