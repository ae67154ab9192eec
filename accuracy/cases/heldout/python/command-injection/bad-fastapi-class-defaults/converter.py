import subprocess

DEFAULTS = {"format": "png", "quality": "80"}


class Converter:
    def __init__(self, **options):
        merged = {**DEFAULTS, **options}
        self.format = merged["format"]
        self.quality = merged["quality"]
        self.note = options.get("note", "")

    def convert(self, number: int):
        return subprocess.getoutput(f"convert /srv/in/{number}.tif -quality {self.quality} /srv/out/{number}.{self.format}")
