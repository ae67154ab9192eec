from flask import Flask, g, jsonify, request

from guard import signed_in
from models import Account, db

app = Flask(__name__)
EDITABLE = ("display_name", "locale")


@app.patch("/account")
@signed_in
def edit():
    account = db.session.get(Account, g.account_id)
    for key, value in request.get_json().items():
        if key in EDITABLE:
            setattr(account, key, value)
    db.session.commit()
    return jsonify(name=account.display_name)
