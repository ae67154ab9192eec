import os
import re

NAME = re.compile(r"[\w][\w. -]{0,80}")

ROOT = os.environ.get("ATTACHMENTS", "/srv/attachments")


async def save_part(part, ticket_id):
    folder = os.path.join(ROOT, str(ticket_id))
    os.makedirs(folder, exist_ok=True)
    name = os.path.basename(part.filename.replace("\\", "/"))
    if not NAME.fullmatch(name):
        raise ValueError("not a good name")
    path = os.path.join(folder, name)
    size = 0
    with open(path, "wb") as out:
        while chunk := await part.read_chunk(64 * 1024):
            size += len(chunk)
            out.write(chunk)
    return os.path.basename(path), size
