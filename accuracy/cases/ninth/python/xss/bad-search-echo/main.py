from fastapi import FastAPI, Query
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get("/health")
def health():
    return {"ok": True}


def highlight(query: str) -> dict[str, str]:
    return {word: word.upper() for word in query.split()}


@app.get("/search", response_class=HTMLResponse)
def search(q: str = Query(max_length=100)):
    items = "".join(f"<li>{shown}</li>" for shown in highlight(q).values())
    return HTMLResponse(f"<ul class='terms'>{items}</ul><p>No results.</p>")
