from flask import Flask, redirect, request, session
from models import User

app = Flask(__name__)


@app.post("/login")
def login():
    user = User.authenticate(request.form["email"], request.form["password"])
    if user is None:
        return redirect("/login?failed=1")
    session.clear()
    session["user_id"] = user.id
    session["role"] = request.form.get("role", "member")
    return redirect("/")
