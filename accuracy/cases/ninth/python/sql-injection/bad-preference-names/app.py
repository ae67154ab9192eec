import os

import pymysql
from flask import Flask, request, session

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]


def connect():
    return pymysql.connect(
        host=os.environ["MYSQL_HOST"],
        user=os.environ["MYSQL_USER"],
        password=os.environ["MYSQL_PASSWORD"],
        database="members",
        connect_timeout=5,
    )


@app.post("/account/preferences")
def save_preferences():
    member_id = session.get("member_id")
    if member_id is None:
        return "", 401
    submitted = {name: value for name, value in request.form.items() if name != "csrf_token"}
    if not submitted:
        return "", 204
    assignments = ", ".join(f"{name} = %s" for name in submitted)
    conn = connect()
    try:
        with conn.cursor() as cur:
            cur.execute(f"UPDATE preferences SET {assignments} WHERE member_id = %s", [*submitted.values(), member_id])
        conn.commit()
    finally:
        conn.close()
    return "", 204
