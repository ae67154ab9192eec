import requests
from lxml import etree

from ..models import Horse, Treatment


def read_results(payload):
    parser = etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=True)
    root = etree.fromstring(payload, parser)
    return [{"sample": n.get("id"), "text": n.findtext("finding")} for n in root.iter("result")]


def ping_hook(url):
    answer = requests.post(url, json={"event": "ping"}, timeout=5, allow_redirects=False)
    return {"status": answer.status_code, "body": answer.text[:2000]}


def continue_import(state):
    passports = state["passports"][:200]
    horses = {h.passport: h for h in Horse.objects.filter(passport__in=passports)}
    rows = [Treatment(horse=horses[p], kind="import", given_on=state["day"]) for p in passports if p in horses]
    Treatment.objects.bulk_create(rows)
    return {"added": len(rows)}
