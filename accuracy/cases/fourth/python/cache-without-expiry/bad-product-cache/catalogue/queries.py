from .models import Product

SIZE = 30


def search_products(term, page):
    query = Product.query.filter(Product.name.ilike(f"%{term}%")).order_by(Product.id)
    return [{"id": p.id, "name": p.name} for p in query.limit(SIZE).offset((page - 1) * SIZE)]
