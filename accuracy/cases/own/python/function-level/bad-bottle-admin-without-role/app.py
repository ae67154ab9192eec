from bottle import Bottle, abort, request

from accounts import session_of, store

app = Bottle()


def signed_in(callback):
    def inner(*args, **kwargs):
        request.session = session_of(request.get_cookie("sid"))
        if request.session is None:
            abort(401, "sign in first")
        return callback(*args, **kwargs)

    return inner


@app.post("/admin/accounts/<account_id:int>/lock")
@signed_in
def lock(account_id):
    store.execute("UPDATE accounts SET locked = true WHERE id = %s", (account_id,))
    return {}
