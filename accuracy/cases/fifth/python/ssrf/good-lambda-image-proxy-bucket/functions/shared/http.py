import urllib3

pool = urllib3.PoolManager(timeout=urllib3.Timeout(connect=2, read=5), retries=False)
MAX_BYTES = 5 * 1024 * 1024


def fetch(address):
    response = pool.request("GET", address, preload_content=False)
    try:
        return response.read(MAX_BYTES), response.headers.get("Content-Type", "")
    finally:
        response.release_conn()
