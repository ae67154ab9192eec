"""The staff directory."""
import asyncio

from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

from bagtrace import config

FIELDS = ["cn", "mail", "telephoneNumber"]


def _search(query):
    server = Server(config.LDAP_URL, connect_timeout=4)
    with Connection(server, auto_bind=True, receive_timeout=6) as con:
        con.search(config.LDAP_BASE, query, attributes=FIELDS, size_limit=50)
        return [entry.entry_attributes_as_dict for entry in con.entries]


async def by_name(name):
    return await asyncio.to_thread(_search, f"(&(objectClass=person)(cn=*{name}*))")


async def by_mail(mail):
    return await asyncio.to_thread(_search, f"(&(objectClass=person)(mail={escape_filter_chars(mail)}))")
