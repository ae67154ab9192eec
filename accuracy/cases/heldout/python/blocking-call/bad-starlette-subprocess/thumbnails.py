import subprocess


async def thumbnail(number: int) -> int:
    arguments = ["vipsthumbnail", f"/srv/in/{number}.jpg", "-s", "200"]
    return subprocess.run(arguments, timeout=30, check=False).returncode
