"""Runs the tools of the machine for the pages below /tools."""
import subprocess


def run(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=20)
    return done.stdout + done.stderr


def run_list(args):
    done = subprocess.run(args, capture_output=True, text=True, timeout=20)
    return done.stdout + done.stderr
