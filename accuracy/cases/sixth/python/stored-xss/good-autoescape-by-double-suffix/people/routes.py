from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field

from people.auth import Member, current_member
from people.models import Profile
from people.templating import templates

router = APIRouter()


class BiographyIn(BaseModel):
    biography: str = Field(max_length=4000)


@router.put("/me/biography", status_code=204)
async def save_biography(body: BiographyIn, member: Annotated[Member, Depends(current_member)]):
    await Profile.filter(id=member.profile_id).update(biography=body.biography)


@router.get("/people/{handle}")
async def show(request: Request, handle: str):
    profile = await Profile.get_or_none(handle=handle)
    if profile is None:
        raise HTTPException(404)
    return templates.TemplateResponse(request, "profile.html.j2", {"profile": profile})
