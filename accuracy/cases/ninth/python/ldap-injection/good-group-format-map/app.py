import os
import re

import ldap
from flask import Flask, abort, jsonify, request

app = Flask(__name__)

MEMBERS = "(&(objectClass={cls})(memberOf=cn={group},ou=groups,dc=example,dc=org))"


@app.post("/groups/members")
def members():
    values = {"cls": "inetOrgPerson", "group": request.form["group"]}
    if re.fullmatch(r"[A-Za-z0-9-]{1,32}", values["group"]) is None:
        abort(400)
    conn = ldap.initialize(os.environ["LDAP_URL"])
    conn.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
    conn.simple_bind_s(os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"])
    found = conn.search_s("ou=people,dc=example,dc=org", ldap.SCOPE_SUBTREE, MEMBERS.format_map(values), ["uid"])
    conn.unbind_s()
    return jsonify([entry["uid"][0].decode() for _, entry in found])
