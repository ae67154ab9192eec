from flask import request


def page() -> int:
    wanted = request.args.get("page", 1, type=int)
    return min(max(wanted, 1), 1000)
