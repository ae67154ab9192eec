from bottle import Bottle, request

from vinyl.models import db
from vinyl.search import by_artist

app = Bottle()


@app.hook("before_request")
def open_database():
    db.connect(reuse_if_open=True)


@app.hook("after_request")
def close_database():
    if not db.is_closed():
        db.close()


@app.get("/records")
def records():
    page = request.query.get("page", default=1, type=int)
    found = by_artist(request.query.get("artist"), request.query.get("order", "title"), max(page, 1))
    return {"records": [record.as_dict() for record in found]}


@app.get("/health")
def health():
    return {"ok": True}


if __name__ == "__main__":
    app.run(server="waitress", host="0.0.0.0", port=8080)
