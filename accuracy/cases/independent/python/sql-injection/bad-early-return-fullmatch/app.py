import re
import sqlite3

from bottle import abort, request, route


def check_currency(code):
    if not re.match(r"[A-Z]{3}", code):
        abort(400, "unknown currency")
    return code


@route("/rates")
def rates():
    code = check_currency(request.query.get("currency", "EUR"))
    connection = sqlite3.connect("rates.sqlite")
    rows = connection.execute("SELECT day, rate FROM rates WHERE currency = '" + code + "' LIMIT 31").fetchall()
    return {"rates": rows}
