import os

import ldap
from ldap.filter import filter_format

PATTERNS = {"group": "(&(objectClass=groupOfNames)(cn=%s))", "mail": "(mail=%s)"}


def lookup(kind, value):
    connection = ldap.initialize(os.environ["LDAP_URL"])
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
    wanted = filter_format(PATTERNS[kind], [value])
    return connection.search_st("dc=example,dc=org", ldap.SCOPE_SUBTREE, wanted, ["cn"], timeout=5)
