import logging
import os
import subprocess

from app.settings import get_settings

log = logging.getLogger("perch.labels")


def render(parcel: dict, paper: str, remark: str) -> None:
    """Runs as a background task; the printer service picks the file up."""
    target = get_settings().label_dir / f"{parcel['code']}.pdf"
    status = os.system(f'wkhtmltopdf --page-size {paper} --footer-left "{remark}" {target}.html {target}')
    if status != 0:
        log.error("label of parcel %s failed", parcel["id"])
        return
    subprocess.run(["qpdf", "--check", str(target)], check=False, timeout=20, capture_output=True)
