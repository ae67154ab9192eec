from fastapi import FastAPI, HTTPException
from lxml import etree

app = FastAPI()
tree = etree.parse("/srv/config/users.xml")


@app.get("/quota")
def quota(user: str):
    find = etree.XPath("//user[@name=$name]/@quota")
    found = find(tree, name=user)
    if not found:
        raise HTTPException(404)
    return {"quota": int(found[0])}
