import asyncio
from pathlib import Path

OUTPUT = Path("/var/lib/podcast/waveforms")


class WaveformError(RuntimeError):
    """ffmpeg answered with a failure."""


async def render_waveform(source: Path, episode_id: int, title: str) -> Path:
    target = OUTPUT / f"{episode_id}.png"
    arguments = [
        "-nostdin", "-y", "-i", str(source), "-metadata", f"title={title}",
        "-filter_complex", "showwavespic=s=640x120", "-frames:v", "1", str(target),
    ]
    process = await asyncio.create_subprocess_exec(
        "ffmpeg", *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(60):
            _, errors = await process.communicate()
    except TimeoutError:
        process.kill()
        raise WaveformError("took too long") from None
    if process.returncode != 0:
        raise WaveformError(errors.decode(errors="replace")[-200:])
    return target
