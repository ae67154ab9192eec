import os

ROOT = os.environ.get("ATTACHMENTS", "/srv/attachments")


async def save_part(part, ticket_id):
    folder = os.path.join(ROOT, str(ticket_id))
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, part.filename)
    size = 0
    with open(path, "wb") as out:
        while chunk := await part.read_chunk(64 * 1024):
            size += len(chunk)
            out.write(chunk)
    return os.path.basename(path), size
