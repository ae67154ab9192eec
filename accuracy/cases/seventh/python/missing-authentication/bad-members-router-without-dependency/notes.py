from fastapi import APIRouter

router = APIRouter()


@router.post("", status_code=201)
def add_note(text: str) -> dict:
    return {"text": text[:200]}
