"""The wallet: balance, entries, withdrawals, transfers, vouchers."""

from aiohttp import web

from ..db import DB
from ..schema import CENTS, ROW_ID, text
from ..services import ledger
from ..support import PAGED, body, me, not_found, number, query, reply, window

WITHDRAWAL = {"amount": CENTS, "iban": text(34, 15, r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")}


async def own(request):
    user_id = me(request)["id"]
    return reply({"user_id": user_id, "balance": await request.app[DB].read(ledger.balance, user_id)})


async def entries(request):
    user_id, args = me(request)["id"], query(request, PAGED)
    if number(request, "user_id") != user_id:
        raise not_found()
    rows = await request.app[DB].many(
        "SELECT * FROM wallet_entries WHERE user_id = ? ORDER BY id DESC LIMIT ? OFFSET ?", (user_id, *window(args))
    )
    return reply({"items": rows})


async def withdraw(request):
    data = await body(request, WITHDRAWAL)
    left = await request.app[DB].write(ledger.withdraw, me(request)["id"], data["amount"], data["iban"])
    return reply({"balance": left}, 201)


async def transfer(request):
    data = await body(request, {"to": ROW_ID, "amount": CENTS})
    left = await request.app[DB].write(ledger.transfer, me(request)["id"], data["to"], data["amount"])
    return reply({"balance": left}, 201)


async def voucher(request):
    data = await body(request, {"code": text(40)})
    return reply({"balance": await request.app[DB].write(ledger.redeem, me(request)["id"], data["code"])})


def routes():
    return [
        web.get("/v1/wallet", own),
        web.get(r"/v1/wallets/{user_id:\d{1,12}}/entries", entries),
        web.post("/v1/wallet/withdrawals", withdraw),
        web.post("/v1/wallet/transfers", transfer),
        web.post("/v1/wallet/vouchers", voucher),
    ]
