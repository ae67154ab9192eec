import re

from flask import redirect, request

HOME = "/dashboard"
LOCAL = re.compile(r"^/")


def back_to(default: str = HOME):
    wanted = request.args.get("return_to", default)
    if not LOCAL.match(wanted):
        wanted = default
    return redirect(wanted, code=303)
