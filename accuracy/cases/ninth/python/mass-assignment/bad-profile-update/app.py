import os

from flask import Flask, jsonify, request, session

from models import Account, db

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db.init_app(app)


@app.patch("/account")
def update_account():
    if "account_id" not in session:
        return jsonify(error="log in first"), 401
    account = db.get_or_404(Account, session["account_id"])
    changes = request.get_json()
    for field, value in changes.items():
        if hasattr(account, field):
            setattr(account, field, value)
    db.session.commit()
    return jsonify(display_name=account.display_name, bio=account.bio)
