import io
import tarfile
import tempfile

from fastapi import FastAPI, UploadFile

app = FastAPI()


@app.post("/datasets")
async def upload(archive: UploadFile):
    folder = tempfile.mkdtemp(prefix="dataset-")
    data = io.BytesIO(await archive.read(20_000_000))
    with tarfile.open(fileobj=data, mode="r:*") as bundle:
        bundle.extractall(folder, filter="fully_trusted")
        return {"members": len(bundle.getnames())}
