import os
import subprocess

from flask import current_app


def read_document(name):
    path = os.path.join(current_app.config["DOCUMENT_DIR"], name)
    with open(path, "rb") as handle:
        return handle.read()


def make_poster(notice, footer):
    target = current_app.config["POSTER_DIR"] / f"notice-{notice.id}.pdf"
    command = f"wkhtmltopdf --footer-center '{footer}' /srv/allotments/poster.html {target}"
    subprocess.run(command, shell=True, check=True, timeout=30)
    return target


def make_label(plot):
    target = current_app.config["POSTER_DIR"] / f"plot-{plot.id}.png"
    subprocess.run(["qrencode", "-o", str(target), plot.code], check=True, timeout=10)
    return target
