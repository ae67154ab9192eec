from contextlib import contextmanager


@contextmanager
def tenant_scope(headers, log):
    raw = headers.get("X-Tenant", "0")
    log.debug("tenant scope entered")
    try:
        yield raw.strip()
    finally:
        log.debug("tenant scope left")
