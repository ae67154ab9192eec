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
        done = subprocess.run(["sha256sum", "--", f"./{len(name)}.bin"], cwd="/srv/data", capture_output=True, text=True, timeout=10)
        results.append(done.stdout)
    return results
