import subprocess


def run_tool(*words, timeout=30):
    line = ["wkhtmltopdf", "--quiet", "--", *words]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out, _ = process.communicate(timeout=timeout)
    return out
