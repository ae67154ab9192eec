import re

from fastapi import APIRouter, HTTPException, Request

router = APIRouter()
NUMBER = re.compile(r"\d{9}")


@router.get("/companies/{number}")
async def company(number: str, request: Request):
    if not NUMBER.fullmatch(number):
        raise HTTPException(422)
    found = await request.app.state.registry.company(number)
    if found is None:
        raise HTTPException(404)
    return {"name": found["name"], "status": found["status"]}
