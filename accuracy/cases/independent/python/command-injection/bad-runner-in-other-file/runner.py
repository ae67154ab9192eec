import subprocess


class Runner:
    def __init__(self, directory):
        self.directory = directory

    def checkout(self, branch):
        return self._shell("git fetch && git checkout " + branch)

    def _shell(self, line):
        return subprocess.check_output(line, shell=True, cwd=self.directory, timeout=120).decode()
