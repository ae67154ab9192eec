from functools import wraps

from flask import request
from flask.views import MethodView
from flask_jwt_extended import current_user, jwt_required
from flask_smorest import Blueprint, abort
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from . import repository, storage
from .extensions import db, limiter
from .models import Claim, ClaimStatus, Document, Role
from .schemas import ClaimDetailSchema, ClaimQuerySchema, ClaimSchema, DecisionSchema, DocumentSchema, HeaderSchema
from .tasks import notify_decision

blp = Blueprint("claims", __name__, url_prefix="/v1/claims")
MAX_DOCUMENTS = 20


def role_required(role: Role):
    def decorate(view):
        @wraps(view)
        @jwt_required()
        def guarded(*args, **kwargs):
            if current_user.role is not role:
                abort(403, message="Not allowed.")
            return view(*args, **kwargs)

        return guarded

    return decorate


def claim_or_404(claim_id, *, lock=False) -> Claim:
    return repository.get_claim(claim_id, lock=lock) or abort(404, message="No such claim.")


@blp.route("")
class Claims(MethodView):
    @jwt_required()
    @blp.arguments(ClaimQuerySchema, location="query")
    @blp.response(200, ClaimSchema(many=True))
    def get(self, query):
        return repository.list_claims(query.get("status"), query["sort"], query["limit"], query["offset"])

    @role_required(Role.CLAIMANT)
    @limiter.limit("20 per hour", key_func=lambda: f"claims:{current_user.id}")
    @blp.arguments(HeaderSchema(unknown="exclude"), location="headers")
    @blp.arguments(ClaimSchema)
    @blp.response(201, ClaimSchema)
    def post(self, headers, body):
        user_id = current_user.id
        claim = Claim(
            insurer_id=current_user.insurer_id,
            claimant_id=user_id,
            idempotency_key=headers["idempotency_key"],
            title=body["title"],
            amount=body["amount"],
        )
        db.session.add(claim)
        try:
            db.session.commit()
        except IntegrityError:
            # The same request was sent before: answer with what it made.
            db.session.rollback()
            claim = db.session.scalars(
                select(Claim).filter_by(claimant_id=user_id, idempotency_key=headers["idempotency_key"])
            ).one()
        return claim


@blp.route("/<uuid:claim_id>")
class ClaimItem(MethodView):
    @jwt_required()
    @blp.response(200, ClaimDetailSchema)
    def get(self, claim_id):
        return claim_or_404(claim_id)


@blp.route("/<uuid:claim_id>/decision")
class Decision(MethodView):
    @role_required(Role.ADJUSTER)
    @blp.arguments(DecisionSchema)
    @blp.response(200, ClaimSchema)
    def post(self, body, claim_id):
        claim = claim_or_404(claim_id, lock=True)
        if claim.claimant_id == current_user.id:
            abort(403, message="Not allowed.")
        if claim.status is not ClaimStatus.OPEN:
            abort(409, message="The claim was decided already.")
        claim.status = body["status"]
        db.session.commit()
        notify_decision.delay(str(claim.id))
        return claim


@blp.route("/<uuid:claim_id>/documents")
class Documents(MethodView):
    @jwt_required()
    @limiter.limit("60 per hour", key_func=lambda: f"documents:{current_user.id}")
    @blp.response(201, DocumentSchema)
    def post(self, claim_id):
        claim = claim_or_404(claim_id)
        upload = request.files.get("file") or abort(422, message="A file is needed.")
        content_type = storage.sniff(upload) or abort(415, message="PDF, PNG or JPEG only.")
        key = storage.put(upload, claim.insurer_id, claim.id, content_type)
        claim_or_404(claim_id, lock=True)
        count = db.session.scalar(select(func.count()).select_from(Document).filter_by(claim_id=claim_id))
        if count >= MAX_DOCUMENTS:
            db.session.rollback()
            storage.remove(key)
            abort(409, message="The claim has enough documents.")
        document = Document(
            claim_id=claim_id,
            name=storage.display_name(upload.filename),
            content_type=content_type,
            storage_key=key,
        )
        db.session.add(document)
        db.session.commit()
        return document


@blp.route("/<uuid:claim_id>/documents/<uuid:document_id>/link")
class DocumentLink(MethodView):
    @jwt_required()
    def get(self, claim_id, document_id):
        document = repository.get_document(claim_id, document_id) or abort(404, message="No such document.")
        return {"url": storage.download_url(document.storage_key, document.name)}
