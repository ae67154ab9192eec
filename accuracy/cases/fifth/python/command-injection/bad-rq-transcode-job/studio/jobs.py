import os
import subprocess
from pathlib import Path

MEDIA = Path(os.environ.get("MEDIA_ROOT", "/srv/media"))


class Transcoder:
    program = "ffmpeg"

    def __init__(self, preset="medium"):
        self.preset = preset

    def run(self, source, title, target):
        line = '%s -y -i %s -preset %s -metadata title="%s" %s' % (self.program, source, self.preset, title, target)
        return subprocess.run(line, shell=True, check=True, timeout=3600)


def transcode(film_id, title):
    source = MEDIA / "incoming" / f"{int(film_id)}.mov"
    target = MEDIA / "ready" / f"{int(film_id)}.mp4"
    Transcoder().run(source, title, target)
    return str(target)
