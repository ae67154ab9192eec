import logging

logging.basicConfig(filename="/var/log/portal/audit.log", format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("audit")


def one_line(value, limit=120):
    return value.replace("\r", "").replace("\n", "")[:limit]


def record_failure(username, address):
    log.warning("login failed for %s from %s", one_line(username), address)
