from pathlib import Path
from uuid import UUID

from fastapi import FastAPI
from fastapi.responses import FileResponse

app = FastAPI()
RECEIPTS = Path("/srv/receipts")


@app.get("/receipts/{receipt}")
def receipt(receipt: UUID):
    return FileResponse(RECEIPTS / f"{receipt}.pdf", filename="receipt.pdf")
