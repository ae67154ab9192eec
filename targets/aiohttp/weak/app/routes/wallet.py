"""The wallet: balance, entries, withdrawals, transfers, vouchers."""

from aiohttp import web

from ..db import DB
from ..services import ledger
from ..support import current_user, number, read_json, reply


async def own(request):
    me = current_user(request)
    return reply({"user_id": me["id"], "balance": await ledger.balance(request.app[DB], me["id"])})


async def entries(request):
    rows = await request.app[DB].all(
        "SELECT * FROM wallet_entries WHERE user_id = ? ORDER BY id DESC LIMIT 100", (number(request, "user_id"),)
    )
    return reply({"items": rows})


async def withdraw(request):
    me, body = current_user(request), await read_json(request)
    left = await ledger.withdraw(request.app[DB], me["id"], body["amount"], str(body["iban"]))
    return reply({"balance": left}, 201)


async def transfer(request):
    me, body = current_user(request), await read_json(request)
    left = await ledger.transfer(request.app[DB], me["id"], int(body["to"]), int(body["amount"]))
    return reply({"balance": left}, 201)


async def voucher(request):
    me, body = current_user(request), await read_json(request)
    return reply({"balance": await ledger.redeem(request.app[DB], me["id"], body["code"])})


def routes():
    return [
        web.get("/v1/wallet", own),
        web.get(r"/v1/wallets/{user_id:\d+}/entries", entries),
        web.post("/v1/wallet/withdrawals", withdraw),
        web.post("/v1/wallet/transfers", transfer),
        web.post("/v1/wallet/vouchers", voucher),
    ]
