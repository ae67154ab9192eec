import subprocess


def run_tool(*words, timeout=30):
    line = "wkhtmltopdf --quiet -- " + " ".join(words)
    process = subprocess.Popen(["sh", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out, _ = process.communicate(timeout=timeout)
    return out
