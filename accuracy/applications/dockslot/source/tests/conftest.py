import os

os.environ.setdefault("DOCKSLOT_MAIL_TOKEN", "none")
