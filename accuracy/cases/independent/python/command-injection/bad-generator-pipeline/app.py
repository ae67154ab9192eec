import subprocess

from fastapi import FastAPI

app = FastAPI()


def cleaned(names):
    for name in names:
        if name:
            yield name.strip()


@app.post("/checksums")
def checksums(names: list[str]):
    results = []
    for name in cleaned(names[:10]):
        results.append(subprocess.getoutput(f"sha256sum /srv/data/{name.lower()}"))
    return results
