from fastapi import APIRouter, Response

from stintpay.deps import Db, User
from stintpay.schemas import Join, Login, Refresh
from stintpay.services.accounts import Accounts

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/login")
def login(body: Login, db: Db):
    return Accounts(db).login(body)


@router.post("/refresh")
def refresh(body: Refresh, db: Db):
    return Accounts(db).refresh(body.refresh)


@router.post("/logout", status_code=204)
def logout(user: User):
    return Response(status_code=204)


@router.post("/join", status_code=201)
def join(body: Join, db: Db):
    return {"id": Accounts(db).join(body).id}


@router.get("/me")
def me(user: User):
    return {"id": user.id, "name": user.name, "email": user.email, "role": user.role, "balance": user.balance}
