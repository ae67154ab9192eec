from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Product, Stock


class Warehouse:
    def __init__(self, session: Session):
        self.session = session

    def overview(self):
        products = self.session.scalars(select(Product).order_by(Product.id).limit(100)).all()
        found = self.session.scalars(select(Stock).where(Stock.product_id.in_([product.id for product in products])))
        counts = {}
        for stock in found:
            counts[stock.product_id] = stock.amount
        return [{"name": product.name, "amount": counts.get(product.id, 0)} for product in products]
