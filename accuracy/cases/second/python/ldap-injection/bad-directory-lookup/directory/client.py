from ldap3 import Connection, Server

BASE = "ou=people,dc=example,dc=com"


class Directory:
    def __init__(self, host: str, bind_dn: str, password: str) -> None:
        self._server = Server(host, use_ssl=True, connect_timeout=4)
        self._bind = (bind_dn, password)

    def find(self, login: str) -> dict | None:
        dn, password = self._bind
        with Connection(self._server, dn, password, receive_timeout=4) as connection:
            connection.search(BASE, f"(&(objectClass=person)(uid={login}))", attributes=["cn", "mail"])
            return connection.entries[0].entry_attributes_as_dict if connection.entries else None
