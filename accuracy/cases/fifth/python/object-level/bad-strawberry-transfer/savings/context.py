from typing import Any

from fastapi import Request
from strawberry.permission import BasePermission
from strawberry.types import Info


class SignedIn(BasePermission):
    message = "sign in first"

    def has_permission(self, source: Any, info: Info, **kwargs) -> bool:
        return info.context["user_id"] is not None


async def get_context(request: Request) -> dict:
    return {"user_id": request.session.get("user_id")}
