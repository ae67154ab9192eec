from fastapi import APIRouter

from bank import transfer

router = APIRouter(prefix="/payouts")


@router.post("/{account}")
async def pay(account: int, amount: int):
    await transfer(account, amount)
    return {"paid": amount}
