from fastapi import FastAPI

from converter import Converter

app = FastAPI()


@app.post("/scans/{number}/convert")
def convert(number: int, format: str = "png", quality: str = "80", note: str = ""):
    converter = Converter(format=format, quality=quality, note=note)
    return {"output": converter.convert(number), "note": converter.note}
