from bottle import Bottle, abort, request

from accounts import session_of, store

app = Bottle()


def admin_only(callback):
    def inner(*args, **kwargs):
        request.session = session_of(request.get_cookie("sid"))
        if request.session is None:
            abort(401, "sign in first")
        if request.session.role != "admin":
            abort(403, "not for you")
        return callback(*args, **kwargs)

    return inner


@app.post("/admin/accounts/<account_id:int>/lock")
@admin_only
def lock(account_id):
    store.execute("UPDATE accounts SET locked = true WHERE id = %s", (account_id,))
    return {}
