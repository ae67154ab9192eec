from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from database import get_session
from models import Line, Product

router = APIRouter()


@router.get("/baskets/{basket_id}/products")
def products(basket_id: int, session: Session = Depends(get_session)):
    lines = session.scalars(select(Line).where(Line.basket_id == basket_id).limit(100)).all()
    names = []
    for line in lines:
        product = session.get(Product, line.product_id)
        names.append(product.name)
    return names
