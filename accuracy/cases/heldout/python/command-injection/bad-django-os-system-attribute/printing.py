import os


class LabelJob:
    def __init__(self, printer, label):
        self.printer = printer
        self.label = label

    def command(self):
        return "echo " + self.label + " | lp -d " + self.printer

    def run(self):
        return os.system(self.command())
