import base64
import io
import os
import pickle
import subprocess
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree
import xml.sax
import zipfile
from xml.sax.handler import ContentHandler, feature_external_ges

from fastapi import APIRouter, Body, Depends, Request, Response, UploadFile
from fastapi.responses import FileResponse
from jinja2 import Template

from app import settings
from app.api.security import current_user

router = APIRouter(prefix="/documents", tags=["documents"], dependencies=[Depends(current_user)])

TAX_TABLE = "<rates><rate country='NO'>22</rate><rate country='PT'>23</rate></rates>"
DEFAULT_CART = pickle.loads(pickle.dumps({"items": []}))


class Collector(ContentHandler):
    def __init__(self):
        super().__init__()
        self.text = ""

    def characters(self, content):
        self.text += content


@router.get("/statement/{name:path}")
def statement(name: str):
    return FileResponse(os.path.join(settings.STATEMENTS, name))


@router.post("/upload")
async def upload(file: UploadFile):
    content = await file.read()
    with open(os.path.join(settings.STATEMENTS, file.filename), "wb") as target:
        target.write(content)
    return {"name": file.filename, "size": len(content)}


@router.post("/import")
async def import_payments(request: Request):
    collector = Collector()
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(collector)
    parser.parse(io.BytesIO(await request.body()))
    return {"text": collector.text}


@router.post("/import/simple")
async def import_simple(request: Request):
    try:
        root = ElementTree.fromstring(await request.body())
    except ElementTree.ParseError:
        return Response(status_code=400)
    return {"root": root.tag[:40], "children": len(root)}


@router.get("/tax")
def tax(country: str = "NO"):
    found = ElementTree.fromstring(TAX_TABLE).findall(f".//rate[@country='{country}']")
    return {"rates": [rate.text for rate in found]}


@router.post("/preview")
def preview(template: str = Body(embed=True), user=Depends(current_user)):
    return {"text": Template(template).render(name=user["full_name"])}


@router.post("/cart")
def cart(state: str = Body(embed=True)):
    restored = pickle.loads(base64.b64decode(state))
    return {"items": len(restored.get("items", []))}


@router.post("/archive")
async def archive(file: UploadFile):
    content = await file.read()
    if file.filename.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return {"size": sum(len(opened.read(name)) for name in opened.namelist())}
    target = tempfile.mktemp()
    with tarfile.open(fileobj=io.BytesIO(content)) as opened:
        opened.extractall(target)
    return {"files": sorted(os.listdir(target))}


@router.get("/count")
def count(word: str = "Statement"):
    done = subprocess.run(f"grep -c {word} {settings.STATEMENTS}/2026-10.txt", shell=True, capture_output=True, text=True)
    return {"lines": done.stdout.strip(), "problems": done.stderr}


@router.get("/size")
def size():
    done = subprocess.run(["du", "-s", settings.STATEMENTS], capture_output=True, text=True)
    return {"kilobytes": done.stdout.split()[0]}
