import requests
from bs4 import BeautifulSoup
from rq import get_current_job

from previews.guard import Refused, checked

LIMIT = 512 * 1024


def preview(url: str) -> dict:
    job = get_current_job()
    try:
        address = checked(url)
    except Refused:
        job.meta["state"] = "refused"
        job.save_meta()
        return {}
    with requests.get(address, timeout=5, stream=True) as response:
        markup = response.raw.read(LIMIT, decode_content=True)
    page = BeautifulSoup(markup, "html.parser")
    title = page.title.string if page.title else None
    return {"url": url, "title": title}
