class Scheduler:
    def __init__(self):
        self.tasks = []

    def add(self, task):
        self.tasks.append(task)

    def drain(self):
        while self.tasks:
            yield self.tasks.pop(0)()
