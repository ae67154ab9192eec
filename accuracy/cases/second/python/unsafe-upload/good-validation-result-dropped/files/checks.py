ALLOWED = frozenset({"pdf", "png", "jpg"})


def allowed(filename: str) -> bool:
    return "." in filename and filename.rsplit(".", 1)[1].lower() in ALLOWED
