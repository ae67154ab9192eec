from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.core.errors import Problem, not_found
from app.db.models import Membership, Practice, Practitioner
from app.deps import Caller, current_caller, owner_only
from app.repositories.accounts import Accounts
from app.repositories.practices import Practices
from app.schemas.clinic import (
    MemberIn, PracticeCard, PracticeCreate, PracticeOut, PracticeUpdate, PractitionerIn, PractitionerOut,
)
from app.schemas.common import PathId

router = APIRouter(prefix="/api/practices", tags=["practices"])

PLAN_LIMITS = {"basic": 2, "team": 8, "network": 200}


@router.get("", response_model=list[PracticeCard])
async def directory(
    practices: Practices = Depends(),
    q: Annotated[str, Query(max_length=60)] = "",
    sort: Annotated[str, Query(max_length=200)] = "name:asc",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
):
    """Published practices, for everybody."""
    return await practices.directory(q, sort, limit, offset)


@router.post("", status_code=201, response_model=PracticeOut)
async def open_practice(
    body: PracticeCreate, caller: Caller = Depends(current_caller), practices: Practices = Depends(),
):
    if len(await practices.employers(caller.id)) >= 20:
        raise Problem(402, "An account has at most 20 practices")
    practice = Practice(**body.model_dump(), owner_id=caller.id, options={"plan": "basic"})
    practices.db.add(practice)
    await practices.db.flush()
    practices.db.add(Membership(practice_id=practice.id, user_id=caller.id, role="owner"))
    await practices.note(caller.id, "practice.opened", practice.slug)
    return practice


@router.patch("/{practice_id}", response_model=PracticeOut)
async def update_practice(
    body: PracticeUpdate, practice: Practice = Depends(owner_only), practices: Practices = Depends(),
):
    changes = body.model_dump(exclude_unset=True, exclude_none=True)
    options = changes.pop("options", None)
    if options:
        practice.options = {**practice.options, **options}
    for name, value in changes.items():
        setattr(practice, name, value)
    return await practices.save(practice)


@router.post("/{practice_id}/members", status_code=202)
async def add_member(
    body: MemberIn,
    caller: Caller = Depends(current_caller),
    practice: Practice = Depends(owner_only),
    practices: Practices = Depends(),
    accounts: Accounts = Depends(),
) -> dict:
    """Colleagues need an account first; the answer does not tell whether they have one."""
    user = await accounts.by_email(body.email)
    if user is not None and user.active:
        if user.id == practice.owner_id and body.role != "owner":
            raise Problem(409, "The founder stays an owner")
        await practices.set_member(practice.id, user, body.role)
        await practices.note(caller.id, "practice.member", f"{practice.slug} {user.id} {body.role}")
    return {"asked": body.email}


@router.get("/{practice_id}/practitioners", response_model=list[PractitionerOut])
async def practitioners(practice_id: PathId, practices: Practices = Depends()):
    """Who works there; public, as on the page of the practice."""
    practice = await practices.by_id(practice_id)
    if practice is None or not practice.published:
        raise not_found("Practice")
    return await practices.practitioners(practice_id)


@router.post("/{practice_id}/practitioners", status_code=201, response_model=PractitionerOut)
async def add_practitioner(
    body: PractitionerIn, practice: Practice = Depends(owner_only), practices: Practices = Depends(),
):
    allowed = PLAN_LIMITS.get(practice.options.get("plan", "basic"), 2)
    if await practices.count_practitioners(practice.id) >= allowed:
        raise Problem(402, f"The plan of this practice has room for {allowed} practitioners")
    return await practices.save(Practitioner(practice_id=practice.id, **body.model_dump()))
