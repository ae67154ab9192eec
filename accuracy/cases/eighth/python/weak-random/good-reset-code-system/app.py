import random
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)
GENERATOR = "SystemRandom"
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@app.post("/password/reset")
def reset():
    email = request.form["email"]
    generator = getattr(random, GENERATOR)()
    code = "".join(generator.choices(ALPHABET, k=24))

    with sqlite3.connect("accounts.db") as connection:
        connection.execute(
            "UPDATE accounts SET reset_code = ?, reset_until = datetime('now', '+15 minutes') WHERE email = ?",
            (code, email),
        )

    return jsonify(sent=True), 202
