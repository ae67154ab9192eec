import os

from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

BASE = "ou=staff,dc=corp,dc=internal"


def search_people(term):
    server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)
    with Connection(server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], receive_timeout=5) as conn:
        safe = escape_filter_chars(term)
        conn.search(BASE, f"(&(objectClass=person)(|(uid={safe})(mail={safe})))", attributes=["cn", "mail"])
        return [{"name": str(e.cn), "mail": str(e.mail)} for e in conn.entries]
