from pathlib import Path

from arq import create_pool
from arq.connections import RedisSettings


async def enqueue_build(user_id: int, tree: Path) -> str:
    pool = await create_pool(RedisSettings(host="queue"))
    job = await pool.enqueue_job("build", user_id, str(tree))
    return job.job_id
