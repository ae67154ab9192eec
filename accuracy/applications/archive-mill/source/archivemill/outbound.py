import logging
from concurrent.futures import ThreadPoolExecutor

import httpx

log = logging.getLogger("archivemill")
_AUTHORITIES = {"gnd": "https://lobid.org/gnd/search", "viaf": "https://viaf.org/viaf/AutoSuggest"}
_client = httpx.Client(timeout=httpx.Timeout(4.0, connect=2.0), follow_redirects=False, limits=httpx.Limits(max_connections=10))
_mailer = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def authority(source: str, words: str) -> list[str]:
    """Names at one of the known authority files."""
    try:
        with _client.stream("GET", _AUTHORITIES[source], params={"q": words, "query": words, "size": 5, "format": "json"}) as answer:
            answer.raise_for_status()
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > 300_000:
                    return []
        found = httpx.Response(200, content=body).json()
    except (httpx.HTTPError, ValueError):
        return []
    rows = (found.get("member") or found.get("result") or []) if isinstance(found, dict) else []
    return [str(r.get("preferredName") or r.get("term") or "")[:200] for r in rows[:5] if isinstance(r, dict)]


def later(app, job, *args) -> None:
    def run():
        with app.app_context():
            try:
                job(*args)
            except Exception:
                log.exception("deferred work failed")

    _mailer.submit(run)


def mail_later(config, address: str, template: str, link: str) -> None:
    def send():
        try:
            _client.post(
                config["MAIL_ENDPOINT"], json={"to": address, "template": template, "link": link},
                headers={"Authorization": f"Bearer {config['MAIL_KEY']}"},
            ).raise_for_status()
        except httpx.HTTPError as problem:
            log.error("mail not sent: %s", type(problem).__name__)

    _mailer.submit(send)
