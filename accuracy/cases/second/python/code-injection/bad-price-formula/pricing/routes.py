from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from pricing.formula import compute

router = APIRouter(prefix="/pricing")


class Preview(BaseModel):
    formula: str = Field(max_length=200)
    quantity: float
    base: float


@router.post("/preview")
def preview(body: Preview) -> dict[str, float]:
    try:
        price = compute(body.formula, {"quantity": body.quantity, "base": body.base})
    except (ValueError, SyntaxError, ZeroDivisionError) as error:
        raise HTTPException(422, "formula not usable") from error
    return {"price": price}
