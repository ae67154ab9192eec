import uuid

from flask.views import MethodView
from flask_jwt_extended import create_access_token, create_refresh_token, current_user, decode_token, get_jwt, jwt_required
from flask_limiter.util import get_remote_address
from flask_smorest import Blueprint, abort
from sqlalchemy import select, update

from .extensions import db, jwt, limiter, login_account_key
from .models import RefreshGrant, User, now
from .passwords import hash_password, verify
from .schemas import LoginSchema, PasswordChangeSchema, TokenSchema

blp = Blueprint("auth", __name__, url_prefix="/v1/auth")


@jwt.user_lookup_loader
def load_user(_header: dict, payload: dict) -> User | None:
    user = db.session.get(User, uuid.UUID(payload["sub"]))
    return user if user and user.active else None


@jwt.token_in_blocklist_loader
def grant_revoked(_header: dict, payload: dict) -> bool:
    grant = db.session.get(RefreshGrant, uuid.UUID(payload["grant"]))
    return grant is None or grant.revoked_at is not None


def _issue(user: User, grant: RefreshGrant) -> dict:
    claims = {"grant": str(grant.id)}
    refresh = create_refresh_token(str(user.id), additional_claims=claims)
    grant.current_jti = decode_token(refresh)["jti"]
    return {"access_token": create_access_token(str(user.id), additional_claims=claims), "refresh_token": refresh}


def _revoke_all(user_id: uuid.UUID) -> None:
    db.session.execute(
        update(RefreshGrant)
        .where(RefreshGrant.user_id == user_id, RefreshGrant.revoked_at.is_(None))
        .values(revoked_at=now())
    )


@blp.route("/login")
class Login(MethodView):
    decorators = [
        limiter.limit("20 per minute", key_func=get_remote_address),
        limiter.limit("10 per 15 minutes", key_func=login_account_key),
    ]

    @blp.arguments(LoginSchema)
    @blp.response(200, TokenSchema)
    def post(self, credentials):
        user = db.session.scalar(select(User).where(User.email == credentials["email"].strip().lower()))
        if not verify(user.password_hash if user else None, credentials["password"]) or not user.active:
            abort(401, message="Email or password is wrong.")
        grant = RefreshGrant(id=uuid.uuid4(), user_id=user.id)
        tokens = _issue(user, grant)
        db.session.add(grant)
        db.session.commit()
        return tokens


@blp.route("/refresh")
class Refresh(MethodView):
    @limiter.limit("30 per minute")
    @jwt_required(refresh=True)
    @blp.response(200, TokenSchema)
    def post(self):
        token = get_jwt()
        grant = db.session.get(
            RefreshGrant, uuid.UUID(token["grant"]), with_for_update=True, populate_existing=True
        )
        if grant is None or grant.revoked_at is not None:
            abort(401, message="Please sign in again.")
        if grant.current_jti != token["jti"]:
            # A token that was already exchanged came back: end the whole login.
            grant.revoked_at = now()
            db.session.commit()
            abort(401, message="Please sign in again.")
        tokens = _issue(current_user, grant)
        db.session.commit()
        return tokens


@blp.route("/logout")
class Logout(MethodView):
    @jwt_required()
    @blp.response(204)
    def post(self):
        db.session.get(RefreshGrant, uuid.UUID(get_jwt()["grant"])).revoked_at = now()
        db.session.commit()


@blp.route("/password")
class Password(MethodView):
    @jwt_required()
    @limiter.limit("5 per hour", key_func=lambda: f"password:{current_user.id}")
    @blp.arguments(PasswordChangeSchema)
    @blp.response(204)
    def put(self, body):
        if not verify(current_user.password_hash, body["current"]):
            abort(403, message="The current password is wrong.")
        current_user.password_hash = hash_password(body["new"])
        _revoke_all(current_user.id)
        db.session.commit()
