from fastapi import APIRouter

router = APIRouter(prefix="/invoices")


@router.post("/{number}/cancel")
async def cancel(number: int):
    return {"cancelled": number}
