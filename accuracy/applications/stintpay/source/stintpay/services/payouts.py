from fastapi import HTTPException

from stintpay import crypto
from stintpay.models import Contractor
from stintpay.repositories import events
from stintpay.repositories.people import Contractors


class Payouts:
    def __init__(self, db):
        self.people = Contractors(db)

    def request(self, user: Contractor, cents: int) -> dict:
        if not user.bank_account:
            raise HTTPException(409, "no bank account")
        if user.balance < cents:
            raise HTTPException(409, "the balance does not suffice")
        account = crypto.unseal(user.bank_account)
        events.record("payout", user.agency_id, user.id, cents=cents, account=account[-4:])
        user.balance = user.balance - cents
        self.people.db.commit()
        return {"balance": user.balance, "to": account[-4:]}

    def arrived(self, contractor_id: int, cents: int) -> None:
        """The bank tells that money of a client came in."""
        user = self.people.get(contractor_id)
        if user is None:
            raise HTTPException(404, "no such contractor")
        self.people.apply(user, {"balance": Contractor.balance + cents})
