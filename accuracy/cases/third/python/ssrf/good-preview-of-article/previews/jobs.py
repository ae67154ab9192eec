import urllib3
from bs4 import BeautifulSoup
from rq import get_current_job

from previews.guard import Refused, checked

LIMIT = 512 * 1024


def preview(url: str) -> dict:
    job = get_current_job()
    try:
        host, address, target = checked(url)
    except Refused:
        job.meta["state"] = "refused"
        job.save_meta()
        return {}
    with urllib3.HTTPSConnectionPool(address, server_hostname=host, assert_hostname=host, timeout=5) as pool:
        response = pool.request("GET", target, headers={"Host": host}, redirect=False, preload_content=False)
        markup = response.read(LIMIT)
    page = BeautifulSoup(markup, "html.parser")
    title = page.title.string if page.title else None
    return {"url": url, "title": title}
