import asyncio
from pathlib import Path


async def thumbnail(video: Path, second: str) -> Path:
    target = video.with_suffix(".jpg")
    command = f"ffmpeg -y -ss {second} -i {video} -frames:v 1 {target}"
    process = await asyncio.create_subprocess_shell(command, stderr=asyncio.subprocess.PIPE)
    _, errors = await asyncio.wait_for(process.communicate(), timeout=60)
    if process.returncode:
        raise RuntimeError(errors.decode(errors="replace")[-500:])
    return target
