from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Product


class UnknownProduct(LookupError):
    pass


def total(session: Session, lines: list[dict]) -> int:
    cents = 0
    for line in lines:
        product = session.scalars(select(Product).where(Product.id == line["product_id"])).first()
        if product is None:
            raise UnknownProduct(line["product_id"])
        cents += product.price_cents * line["count"]
    return cents
