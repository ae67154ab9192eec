from flask import Flask, request
from flask_login import current_user, login_required
app = Flask(__name__)
@app.patch("/me")
@login_required
def edit():
    for key, value in request.get_json().items():
        setattr(current_user, key, value)
    return "", 204
