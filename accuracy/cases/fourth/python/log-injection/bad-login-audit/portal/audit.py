import logging

logging.basicConfig(filename="/var/log/portal/audit.log", format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("audit")


def record_failure(username, address):
    log.warning("login failed for %s from %s", username, address)
