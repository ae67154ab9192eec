import os

from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ["SESSION_KEY"]

CHOICES = {
    "language": ("de", "en", "fr"),
    "density": ("compact", "wide"),
}


@app.before_request
def require_user():
    if session.get("user_id") is None:
        return jsonify(error="log in first"), 401
    return None


@app.post("/preferences")
def save_preferences():
    submitted = {key: value for key, value in request.form.items()}
    for key, value in submitted.items():
        if key in CHOICES and value not in CHOICES[key]:
            continue
        session[key] = value
    return jsonify(saved=True)


@app.get("/admin/flags")
def flags():
    if session.get("role") != "admin":
        return jsonify(error="not allowed"), 403
    return jsonify(flags=os.environ.get("FLAGS", "").split(","))
