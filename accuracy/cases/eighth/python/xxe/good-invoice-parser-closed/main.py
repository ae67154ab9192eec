from fastapi import FastAPI, HTTPException, Request
from lxml import etree

app = FastAPI()
FORMAT_VERSION = 2


def parser() -> etree.XMLParser:
    open_entities = FORMAT_VERSION < 2
    return etree.XMLParser(load_dtd=open_entities, resolve_entities=open_entities, no_network=not open_entities)


@app.post("/invoices")
async def invoices(request: Request) -> dict:
    document = await request.body()
    try:
        root = etree.fromstring(document, parser())
    except etree.XMLSyntaxError:
        raise HTTPException(status_code=400, detail="not an invoice")

    return {"number": root.findtext("number"), "currency": root.findtext("currency", "EUR")}
