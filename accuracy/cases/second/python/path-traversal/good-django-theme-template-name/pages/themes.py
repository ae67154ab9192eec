from pathlib import Path

ROOT = Path(__file__).resolve().parent / "themes"
AVAILABLE = {folder.name: folder for folder in ROOT.glob("*") if folder.is_dir()}


def stylesheet(theme: str) -> str:
    folder = AVAILABLE.get(theme, ROOT / "plain")
    with open(folder / "style.css", encoding="utf-8") as stream:
        return stream.read()
