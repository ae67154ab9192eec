import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api import schemas
from app.api.access import User
from app.api.problems import Problem

router = APIRouter(prefix="/wallets", tags=["wallets"])

COLUMNS = "id, label, note, goal_cents, cents"
ORDERINGS = {"label": "label, id", "cents": "cents DESC, id"}


def _own(request: Request, wallet_id, user) -> dict:
    wallet = request.app.state.database.first(f"SELECT {COLUMNS} FROM wallets WHERE id = ? AND user_id = ?", str(wallet_id), user["id"])
    if wallet is None:
        raise Problem(404)
    return wallet


@router.get("")
def listing(page: Annotated[schemas.WalletPage, Query()], user: User, request: Request):
    database = request.app.state.database
    wallets = database.rows(f"SELECT {COLUMNS} FROM wallets WHERE user_id = ? ORDER BY {ORDERINGS[page.order]} LIMIT ? OFFSET ?", user["id"], page.limit, page.offset)
    marks = ", ".join("?" for _ in wallets)
    last = database.rows(f"SELECT source, MAX(id) AS id, cents FROM transfers WHERE source IN ({marks}) GROUP BY source", *(wallet["id"] for wallet in wallets))
    by_wallet = {row["source"]: row["cents"] for row in last}
    return {"wallets": [wallet | {"last_transfer_cents": by_wallet.get(wallet["id"])} for wallet in wallets]}


@router.post("", status_code=201, response_model=schemas.Wallet)
def create(wanted: schemas.NewWallet, user: User, request: Request):
    wallet_id = uuid.uuid4()
    request.app.state.database.change(
        "INSERT INTO wallets (id, user_id, label, note, goal_cents) VALUES (?, ?, ?, ?, ?)", str(wallet_id), user["id"], wanted.label, wanted.note, wanted.goal_cents
    )
    return _own(request, wallet_id, user)


@router.get("/{wallet_id}", response_model=schemas.Wallet)
def detail(wallet_id: uuid.UUID, user: User, request: Request):
    return _own(request, wallet_id, user)


@router.patch("/{wallet_id}", response_model=schemas.Wallet)
def change(wallet_id: uuid.UUID, wanted: schemas.WalletChange, user: User, request: Request):
    _own(request, wallet_id, user)
    request.app.state.database.change("UPDATE wallets SET note = ? WHERE id = ? AND user_id = ?", wanted.note, str(wallet_id), user["id"])
    return _own(request, wallet_id, user)


@router.delete("/{wallet_id}", status_code=204)
def remove(wallet_id: uuid.UUID, user: User, request: Request):
    _own(request, wallet_id, user)
    request.app.state.database.change("DELETE FROM wallets WHERE id = ? AND user_id = ?", str(wallet_id), user["id"])
    return Response(status_code=204)


@router.post("/{wallet_id}/transfer", response_model=schemas.Wallet)
def transfer(wallet_id: uuid.UUID, wanted: schemas.Transfer, user: User, request: Request):
    """One transaction that holds the write lock from its first statement: parallel transfers cannot overdraw."""
    source = str(wallet_id)
    with request.app.state.database.transaction() as connection:
        taken = connection.execute("UPDATE wallets SET cents = cents - ? WHERE id = ? AND user_id = ? AND cents >= ?", (wanted.cents, source, user["id"], wanted.cents))
        if taken.rowcount == 0:
            raise Problem(409, "No such wallet, or not enough money")
        if connection.execute("UPDATE wallets SET cents = cents + ? WHERE id = ?", (wanted.cents, wanted.target)).rowcount == 0:
            raise Problem(409, "The money cannot go there")
        connection.execute("INSERT INTO transfers (source, target, cents, memo) VALUES (?, ?, ?, ?)", (source, wanted.target, wanted.cents, wanted.memo))
    return _own(request, wallet_id, user)
