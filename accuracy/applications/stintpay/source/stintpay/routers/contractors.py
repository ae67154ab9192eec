from fastapi import APIRouter, Body
from fastapi.responses import RedirectResponse

from stintpay import crypto
from stintpay.deps import Db, User
from stintpay.repositories.people import Contractors, Invites
from stintpay.schemas import ContractorPatch
from stintpay.settings import settings

router = APIRouter(tags=["contractors"])


@router.get("/contractors/search")
def search(q: str, db: Db, user: User):
    return Contractors(db).search(user.agency_id, q)


@router.get("/contractors")
def team(db: Db, user: User, sort: str = "name"):
    return [{"id": c.id, "name": c.name} for c in Contractors(db).team(user.agency_id, sort)]


@router.patch("/contractors/me")
def change(body: ContractorPatch, db: Db, user: User):
    changed = Contractors(db).apply(user, body.model_dump(exclude_unset=True))
    return {"id": changed.id, "name": changed.name, "email": changed.email}


@router.put("/contractors/me/bank", status_code=204)
def bank(db: Db, user: User, iban: str = Body(embed=True, min_length=15, max_length=34)):
    Contractors(db).apply(user, {"bank_account": crypto.seal(iban)})


@router.get("/invites/{code}")
def open_invite(code: str, db: Db, then: str = ""):
    """The link of the mail; the portal tells where to go on."""
    if Invites(db).get(code) is None:
        return RedirectResponse(f"{settings.portal_url}/invites/expired")
    return RedirectResponse(then or f"{settings.portal_url}/join")
