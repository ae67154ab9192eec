from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Product


class UnknownProduct(LookupError):
    pass


def total(session: Session, lines: list[dict]) -> int:
    ids = [line["product_id"] for line in lines]
    products = {p.id: p for p in session.scalars(select(Product).where(Product.id.in_(ids)))}
    cents = 0
    for line in lines:
        product = products.get(line["product_id"])
        if product is None:
            raise UnknownProduct(line["product_id"])
        cents += product.price_cents * line["count"]
    return cents
