import os

from sanic import Request, Sanic

from cart.codec import BadSession, SessionCodec

COOKIE = "cart"
codec = SessionCodec(os.environb[b"CART_KEY"])


def install(app: Sanic) -> None:
    @app.on_request
    async def open_session(request: Request):
        text = request.cookies.get(COOKIE)
        try:
            request.ctx.cart = codec.decode(text) if text else {}
        except (BadSession, ValueError):
            request.ctx.cart = {}

    @app.on_response
    async def save_session(request: Request, response):
        response.add_cookie(
            COOKIE,
            codec.encode(request.ctx.cart),
            httponly=True,
            secure=True,
            samesite="Lax",
            max_age=7 * 86400,
        )
