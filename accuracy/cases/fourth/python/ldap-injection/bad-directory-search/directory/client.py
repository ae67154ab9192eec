import os

from ldap3 import Connection, Server

BASE = "ou=staff,dc=corp,dc=internal"


def search_people(term):
    server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)
    with Connection(server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], receive_timeout=5) as conn:
        conn.search(BASE, f"(&(objectClass=person)(|(uid={term})(mail={term})))", attributes=["cn", "mail"])
        return [{"name": str(e.cn), "mail": str(e.mail)} for e in conn.entries]
