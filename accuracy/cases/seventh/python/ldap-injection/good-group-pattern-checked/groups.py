import os
import re

import ldap
from flask import Flask, abort, jsonify, request

app = Flask(__name__)


@app.post("/groups/members")
def members():
    class GroupName:
        pattern = re.compile(r"[a-z0-9-]{1,40}")

        def __init__(self, raw):
            self.raw = raw

        def valid(self):
            return self.pattern.fullmatch(self.raw) is not None

    name = GroupName(request.form.get("group", ""))
    if not name.valid():
        abort(400)

    directory = ldap.initialize(os.environ["LDAP_URL"])
    directory.set_option(ldap.OPT_NETWORK_TIMEOUT, 3)
    try:
        directory.simple_bind_s(os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"])
        found = directory.search_s(
            "ou=groups,dc=corp,dc=example", ldap.SCOPE_SUBTREE, f"(cn={name.raw})", ["member"]
        )
    finally:
        directory.unbind_s()
    return jsonify([dn for dn, _attributes in found])
