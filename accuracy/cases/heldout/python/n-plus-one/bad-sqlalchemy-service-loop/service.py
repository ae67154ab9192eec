from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Product, Stock


class Warehouse:
    def __init__(self, session: Session):
        self.session = session

    def overview(self):
        products = self.session.scalars(select(Product).order_by(Product.id).limit(100)).all()
        counts = {}
        for product in products:
            stock = self.session.scalar(select(Stock).where(Stock.product_id == product.id))
            counts[product.id] = stock.amount if stock else 0
        return [{"name": product.name, "amount": counts.get(product.id, 0)} for product in products]
