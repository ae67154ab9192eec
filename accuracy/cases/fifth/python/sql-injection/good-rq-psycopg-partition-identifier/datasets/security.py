from fastapi import HTTPException, Request


def current_analyst(request: Request) -> str:
    user = request.session.get("user")
    if not user or "analyst" not in user.get("roles", []):
        raise HTTPException(403)
    return user["name"]
