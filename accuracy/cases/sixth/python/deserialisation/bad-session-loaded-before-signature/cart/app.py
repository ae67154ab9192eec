from sanic import Request, Sanic, json
from sanic.exceptions import BadRequest

from cart.sessions import install

app = Sanic("cart")
install(app)


@app.get("/cart")
async def show(request: Request):
    return json({"items": request.ctx.cart})


@app.post("/cart/<sku:str>")
async def add(request: Request, sku: str):
    quantity = (request.json or {}).get("quantity")
    if not isinstance(quantity, int) or not 0 < quantity < 100:
        raise BadRequest("quantity")
    request.ctx.cart[sku[:40]] = quantity
    return json({"items": request.ctx.cart}, status=201)
