import os
import subprocess
import tempfile

from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class PrintJob(BaseModel):
    label: str = Field(max_length=60)
    copies: int = Field(default=1, ge=1, le=20)


@app.post("/print", status_code=202)
def print_label(job: PrintJob):
    with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as script:
        script.write("set -eu\n")
        script.write(f'printf "%s" "$LABEL" | lp -n {job.copies} -d labels\n')
    try:
        subprocess.run(["/bin/sh", script.name], check=True, timeout=15, env={**os.environ, "LABEL": job.label})
    finally:
        os.unlink(script.name)
    return {"queued": job.copies}
