from pathlib import Path


FOLDER = Path("/srv/notes")


class Note:
    def __init__(self, name, text):
        self.name = name
        self.text = text

    @property
    def path(self):
        return FOLDER / f"{self.name}.md"

    def save(self):
        self.path.write_text(self.text)
