import os
import ssl
from contextlib import contextmanager

from ldap3 import SUBTREE, Connection, Server, Tls
from ldap3.utils.dn import escape_rdn

BASE = "ou=people,dc=corp,dc=example"
SERVER = Server(
    os.environ.get("LDAP_HOST", "ldap.corp.example"),
    use_ssl=True,
    tls=Tls(validate=ssl.CERT_REQUIRED),
    connect_timeout=3,
)


@contextmanager
def bound():
    with Connection(
        SERVER, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], receive_timeout=5
    ) as connection:
        yield connection


def clause(attribute: str, value: str) -> str:
    return f"({attribute}={escape_rdn(value)})"


def find_people(department: str, surname: str) -> list[dict]:
    query = f"(&(objectClass=person){clause('departmentNumber', department)}{clause('sn', surname)})"
    with bound() as connection:
        connection.search(BASE, query, SUBTREE, attributes=["cn", "mail"], size_limit=50)
        return [{"name": e.cn.value, "mail": e.mail.value} for e in connection.entries]
