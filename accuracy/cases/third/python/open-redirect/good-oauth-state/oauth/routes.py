from flask import Blueprint, abort, redirect, request, session, url_for
from itsdangerous import BadSignature

from oauth.client import provider
from oauth.members import member_of_claims
from oauth.state import pack, unpack

blueprint = Blueprint("oauth", __name__, url_prefix="/oauth")


@blueprint.get("/start")
def start():
    nonce = session["nonce"] = provider.new_nonce()
    return provider.authorize_redirect(
        url_for("oauth.callback", _external=True), state=pack(url_for("home")), nonce=nonce
    )


@blueprint.get("/callback")
def callback():
    try:
        state = unpack(request.args.get("state", ""))
    except BadSignature:
        abort(400)
    claims = provider.claims_of_code(request.args.get("code", ""), nonce=session.pop("nonce", None))
    session["member"] = member_of_claims(claims).id
    return redirect(state["return_to"])
