import subprocess
import shlex
from collections.abc import Sequence
from pathlib import Path


class ToolError(RuntimeError):
    pass


class ToolRunner:
    """Runs a converter with its output appended to the log of the job."""

    def __init__(self, log_dir: Path, nice: int = 10) -> None:
        self.log_dir = log_dir
        self.nice = nice

    def run(self, job_id: int, argv: Sequence[str]) -> None:
        log = self.log_dir / f"{int(job_id)}.log"
        line = f"nice -n {self.nice} {' '.join(argv)} >> {shlex.quote(str(log))} 2>&1"
        done = subprocess.run(line, shell=True, timeout=900)
        if done.returncode:
            raise ToolError(f"job {job_id} ended with {done.returncode}")
