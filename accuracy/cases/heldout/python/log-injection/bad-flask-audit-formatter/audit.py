import logging

log = logging.getLogger("audit")
handler = logging.FileHandler("/var/log/shop/audit.log")
handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
log.addHandler(handler)


def record(actor, action, subject):
    log.info("%s %s %s", actor, action, subject)
