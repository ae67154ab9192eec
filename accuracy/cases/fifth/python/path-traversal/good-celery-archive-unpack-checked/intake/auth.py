from fastapi import HTTPException, Request


def current_clerk(request: Request) -> str:
    clerk = request.session.get("clerk")
    if clerk is None:
        raise HTTPException(401)
    return clerk
