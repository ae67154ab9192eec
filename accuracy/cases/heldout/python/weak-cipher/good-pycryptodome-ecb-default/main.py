import os

from fastapi import FastAPI, Response

from vault import Vault

app = FastAPI()
vault = Vault(bytes.fromhex(os.environ["VAULT_KEY"]))


@app.post("/notes/seal")
async def seal(text: str):
    return Response(vault.put(text), media_type="application/octet-stream")
