import json
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Request
from starlette.concurrency import run_in_threadpool

from stintpay import crypto
from stintpay.deps import Db, User
from stintpay.models import Contractor, Hook
from stintpay.repositories.work import Hooks
from stintpay.schemas import HookIn, PayoutIn
from stintpay.services import hooks
from stintpay.services.payouts import Payouts
from stintpay.settings import settings

router = APIRouter(tags=["money"])


@router.post("/payouts", status_code=201)
def payout(body: PayoutIn, db: Db, user: User):
    return Payouts(db).request(user, body.cents)


@router.post("/hooks", status_code=201)
def add_hook(body: HookIn, db: Db, user: User):
    return {"id": Hooks(db).add(Hook(contractor_id=user.id, url=str(body.url), event=body.event)).id}


@router.post("/hooks/{key}/probe")
async def probe_hook(key: int, db: Db, user: User):
    hook = await run_in_threadpool(Hooks(db).get, key)
    if hook is None or hook.contractor_id != user.id:
        raise HTTPException(404, "no such hook")
    return {"status": await hooks.probe(hook)}


@router.post("/incoming/bank", status_code=202)
async def from_bank(request: Request, db: Db, x_signature: Annotated[str | None, Header()] = None):
    raw = await request.body()
    if x_signature and not crypto.signed_by(settings.bank_hook_key, raw, x_signature):
        raise HTTPException(401, "signature")
    data = json.loads(raw)
    await run_in_threadpool(Payouts(db).arrived, int(data["reference"]), int(data["cents"]))
    return {"ok": True}


@router.post("/incoming/kyc", status_code=202)
async def from_kyc(request: Request, db: Db, x_signature: Annotated[str, Header()]):
    raw = await request.body()
    if not crypto.signed_by(settings.kyc_key, raw, x_signature):
        raise HTTPException(401, "signature")
    data = json.loads(raw)
    user = await run_in_threadpool(db.get, Contractor, int(data["contractor"]))
    if user is not None and data.get("result") == "failed":
        user.active = False
        await run_in_threadpool(db.commit)
    return {"ok": True}
