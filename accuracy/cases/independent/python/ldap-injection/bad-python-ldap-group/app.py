import html

import ldap
import ldap.filter
from fastapi import FastAPI

app = FastAPI()


@app.get("/groups/{group}/members")
def members(group: str):
    directory = ldap.initialize("ldaps://directory.internal")
    search = "(&(objectClass=groupOfNames)(cn=%s))" % html.escape(group)
    found = directory.search_s("ou=groups,dc=corp", ldap.SCOPE_SUBTREE, search, ["member"])
    return {"members": [attributes.get("member", []) for _, attributes in found]}
