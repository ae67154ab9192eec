from fastapi import APIRouter, Depends, HTTPException, UploadFile

from .auth import partner
from .importer import BadOrder, parse_order

router = APIRouter(prefix="/orders", dependencies=[Depends(partner)])


@router.post("/import")
async def import_order(file: UploadFile):
    try:
        order = parse_order(await file.read(1_000_000))
    except BadOrder as exc:
        raise HTTPException(422, str(exc))
    return {"number": order["number"], "lines": len(order["lines"])}
