import secrets

from flask import g, jsonify
from sqlalchemy import update

from .. import schemas
from ..auth import login_required, roles
from ..errors import Problem
from ..extensions import db
from ..models import Payment, Proposal, Review, User
from ..repositories import repository
from ..services import audit, money
from ..services import proposals as service
from . import api

reviews = repository(Review)
users = repository(User)
payments = repository(Payment)


@roles("officer", "admin")
@api.post("/proposals/<int:ident>/assignments")
@login_required
def assign(ident):
    proposal = service.readable(g.user, ident)
    reviewer = users.get(schemas.body(schemas.Assignment)["reviewer_id"])
    if reviewer is None or reviewer.role != "reviewer" or reviewer.institution_id == proposal.institution_id:
        raise Problem(422, "This person cannot review the proposal")
    if reviews.first(proposal_id=proposal.id, reviewer_id=reviewer.id):
        raise Problem(409, "This person reviews the proposal already")
    row = reviews.add(proposal_id=proposal.id, reviewer_id=reviewer.id)
    audit.notify(reviewer.id, f"You were asked to review {proposal.title}.")
    audit.record(g.user.id, "review.assigned", f"proposal:{proposal.id}")
    db.session.commit()
    return jsonify(row.to_dict(("id", "proposal_id", "state"))), 201


@api.get("/reviews")
@roles("reviewer")
def my_reviews():
    rows = reviews.find(reviewer_id=g.user.id, **schemas.paging())
    return jsonify(items=[row.to_dict() for row in rows])


@api.put("/reviews/<int:ident>")
@roles("reviewer")
def score(ident):
    data = schemas.body(schemas.Score)
    row = reviews.first(id=ident, reviewer_id=g.user.id)
    if row is None:
        raise Problem(404, "There is no such review")
    if row.proposal.status != "submitted":
        raise Problem(409, "The proposal is not under review")
    reviews.update(row, state="done", **data)
    db.session.commit()
    return jsonify(row.to_dict())


@api.get("/proposals/<int:ident>/reviews")
@login_required
def proposal_reviews(ident):
    proposal = service.readable(g.user, ident)
    if g.user.role in ("officer", "admin"):
        return jsonify(items=[row.to_dict() for row in proposal.reviews])
    if proposal.status not in ("awarded", "rejected"):
        raise Problem(409, "The decision is still open")
    return jsonify(items=[row.to_dict(("id", "score", "remarks")) for row in proposal.reviews if row.state == "done"])


@api.post("/proposals/<int:ident>/decision")
@roles("officer", "admin")
def decide(ident):
    data = schemas.body(schemas.Decision)
    proposal = service.readable(g.user, ident)
    amount = data["amount"] if data["outcome"] == "awarded" else 0
    if data["outcome"] == "awarded" and not 0 < amount <= proposal.call.ceiling:
        raise Problem(422, "The amount does not fit the call")
    slug = f"grant-{proposal.id}" if amount else None
    done = db.session.execute(update(Proposal).where(Proposal.id == proposal.id, Proposal.status == "submitted")
                              .values(status=data["outcome"], awarded=amount, slug=slug))
    if not done.rowcount:
        raise Problem(409, "The proposal is not under review")
    if amount:
        payments.add(proposal_id=proposal.id, institution_id=proposal.institution_id, amount=amount,
                     reference=f"FW-{secrets.token_hex(5).upper()}")
    audit.notify(proposal.owner_id, f"Your proposal {proposal.title} was {data['outcome']}.")
    audit.record(g.user.id, f"proposal.{data['outcome']}", f"proposal:{proposal.id}")
    db.session.commit()
    db.session.refresh(proposal)
    return jsonify(proposal.to_dict())


@api.get("/payments")
@login_required
def list_payments():
    mine = {} if g.user.role in ("officer", "admin") else {"institution_id": g.user.institution_id}
    home = g.user.institution_id
    return jsonify(items=[row.to_dict() for row in payments.find(**mine, **schemas.paging())],
                   calendar=f"/feeds/{home}/{money.feed_signature(home)}.ics")
