import asyncio
from pathlib import Path


async def thumbnail(video: Path, second: str) -> Path:
    target = video.with_suffix(".jpg")
    seconds = f"{float(second):.2f}"
    command = ["ffmpeg", "-y", "-ss", seconds, "-i", str(video), "-frames:v", "1", str(target)]
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    _, errors = await asyncio.wait_for(process.communicate(), timeout=60)
    if process.returncode:
        raise RuntimeError(errors.decode(errors="replace")[-500:])
    return target
