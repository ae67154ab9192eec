import asyncio

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from app.api.security import current_user
from app.domain.db import first, rows, update

router = APIRouter(prefix="/wallets", tags=["wallets"], dependencies=[Depends(current_user)])


class NewWallet(BaseModel):
    label: str
    note: str | None = None


class Transfer(BaseModel):
    target: int
    cents: int
    memo: str = ""


def owned(wallet_id, user):
    wallet = first("SELECT * FROM wallets WHERE id = ? AND user_id = ?", wallet_id, user["id"])
    if wallet is None:
        raise HTTPException(404, "No such wallet")
    return wallet


@router.get("")
def listing(user=Depends(current_user)):
    wallets = rows("SELECT * FROM wallets WHERE user_id = ?", user["id"])
    for wallet in wallets:
        wallet["last_transfer"] = first("SELECT * FROM transfers WHERE source = ? ORDER BY id DESC", wallet["id"])
    return wallets


@router.post("", status_code=201)
def create(data: NewWallet, user=Depends(current_user)):
    rows("INSERT INTO wallets (user_id, label, note) VALUES (?, ?, ?)", user["id"], data.label, data.note)
    return first("SELECT * FROM wallets WHERE user_id = ? ORDER BY id DESC", user["id"])


@router.get("/{wallet_id}")
def detail(wallet_id: str):
    wallet = first("SELECT * FROM wallets WHERE id = ?", int(wallet_id))
    if wallet is None:
        raise HTTPException(404, "No such wallet")
    return wallet


@router.patch("/{wallet_id}")
def change(wallet_id: int, data: NewWallet, user=Depends(current_user)):
    owned(wallet_id, user)
    update("wallets", wallet_id, {"label": data.label, "note": data.note})
    return owned(wallet_id, user)


@router.delete("/{wallet_id}", status_code=204)
def remove(wallet_id: int):
    rows("DELETE FROM wallets WHERE id = ?", wallet_id)


@router.post("/{wallet_id}/transfer")
async def transfer(wallet_id: int, data: Transfer, user=Depends(current_user)):
    wallet = owned(wallet_id, user)
    if wallet["cents"] < data.cents:
        raise HTTPException(409, "Not enough money")
    await ask_bank()
    rows("UPDATE wallets SET cents = cents - ? WHERE id = ?", data.cents, wallet_id)
    rows("UPDATE wallets SET cents = cents + ? WHERE id = ?", data.cents, data.target)
    rows("INSERT INTO transfers (source, target, cents, memo) VALUES (?, ?, ?, ?)", wallet_id, data.target, data.cents, data.memo)
    return owned(wallet_id, user)


@router.post("/{wallet_id}/pin")
def pin_to_top(wallet_id: int, user=Depends(current_user)):
    rows("UPDATE wallets SET label = label WHERE id = ? AND user_id = ?", wallet_id, user["id"])
    return {"pinned": True}


@router.get("/{wallet_id}/close")
def close(wallet_id: int, user=Depends(current_user)):
    rows("UPDATE wallets SET cents = 0 WHERE id = ? AND user_id = ?", wallet_id, user["id"])
    return {"closed": True}


async def ask_bank():
    await asyncio.sleep(0.03)
