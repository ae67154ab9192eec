"""Helpers around the cellar: is the sensor up, whose domain is it, what does it cost."""
import ipaddress
import os

from flask import Blueprint, abort, render_template, request

import shell
from auth_utils import login_required

bp = Blueprint("tools", __name__, url_prefix="/tools")


@bp.route("/ping", methods=["GET", "POST"])
@login_required
def ping():
    """Is the sensor in the cellar reachable?"""
    output = None
    if request.method == "POST":
        host = request.form["host"]
        output = os.popen("ping -c 2 " + host).read()
    return render_template("tools.html", output=output)


@bp.post("/lookup")
@login_required
def lookup():
    """Looks up the domain of a winery."""
    output = shell.run(f"nslookup {request.form['domain']}")
    return render_template("tools.html", output=output)


@bp.post("/trace")
@login_required
def trace():
    try:
        address = ipaddress.ip_address(request.form["address"])
    except ValueError:
        abort(400)
    output = shell.run_list(["ping", "-c", "1", "-t", "4", str(address)])
    return render_template("tools.html", output=output)


@bp.get("/price")
@login_required
def price():
    """A case with discount: /tools/price?sum=12*8.90-5"""
    total = eval(request.args.get("sum", "0"))
    return {"total": round(total, 2)}
