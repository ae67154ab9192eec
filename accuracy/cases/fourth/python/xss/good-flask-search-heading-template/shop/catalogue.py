from .models import Product


def find_products(term, limit):
    return Product.query.filter(Product.name.ilike(f"%{term}%")).order_by(Product.id).limit(limit).all()
