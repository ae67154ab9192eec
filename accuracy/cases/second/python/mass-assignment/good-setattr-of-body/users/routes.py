from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from users.dependencies import current_user, get_session
from users.models import User
from users.schemas import ProfileChange

router = APIRouter(prefix="/me")


@router.patch("", status_code=204)
async def change_profile(
    change: ProfileChange,
    user: User = Depends(current_user),
    session: AsyncSession = Depends(get_session),
) -> None:
    for name, value in change.model_dump(exclude_unset=True).items():
        setattr(user, name, value)
    await session.commit()
