from pathlib import Path

ROOT = Path(__file__).resolve().parent / "themes"


def stylesheet(theme: str) -> str:
    folder = ROOT / theme
    with open(folder / "style.css", encoding="utf-8") as stream:
        return stream.read()
