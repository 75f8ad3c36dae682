"""Many processes at once, started by a program in C: a thread of Python starts them more slowly than they end."""

import json
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
NOTHING = "int main(void) { return 0; }\n"


def compiler():
    return shutil.which("cc") or shutil.which("gcc")


def build(directory):
    """Compiles what starts the processes, and a static program that does nothing. Returns their paths."""
    crowd, nothing, source = (os.path.join(directory, name) for name in ("crowd", "nothing", "nothing.c"))
    with open(source, "w") as file:
        file.write(NOTHING)
    subprocess.run([compiler(), "-O2", "-o", crowd, os.path.join(HERE, "crowd.c")], check=True)
    subprocess.run([compiler(), "-O2", "-static", "-o", nothing, source], check=True)
    return crowd, nothing


def build_slow_flush(directory):
    library = os.path.join(directory, "slow_flush.so")
    source = os.path.join(HERE, "slow_flush.c")
    subprocess.run([compiler(), "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def race(crowd, workers, seconds, command, environment=None):
    """Runs the command in so many processes at once. Returns what crowd.c prints, as a dictionary."""
    environment = {**os.environ, **(environment or {})}
    command = [crowd, str(workers), str(seconds), *command]
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
