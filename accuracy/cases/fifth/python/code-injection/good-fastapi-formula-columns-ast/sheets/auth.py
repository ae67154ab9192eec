from fastapi import HTTPException, Request


def current_user_id(request: Request) -> int:
    user_id = request.session.get("user_id")
    if user_id is None:
        raise HTTPException(401)
    return user_id
