import os

SETTINGS = {"reports": {"folder": os.environ.get("REPORTS", "/srv/reports"), "suffix": ".html"}}
