"""Sweeps a second of planning on the tomato tile in plain C, on one core. Needs cc (Debian: build-essential).

Prints {"value": sweeps per second}. With --kl the divergence from the prior is kept beside the return.
"""
import json
import os
import subprocess
import sys
import tempfile

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tomato_sweeps.c")
with tempfile.TemporaryDirectory() as folder:
    program = os.path.join(folder, "tomato_sweeps")
    subprocess.run(["cc", "-O2", "-march=native", "-o", program, source, "-lm"], check=True)
    milliseconds = float(subprocess.run([program] + sys.argv[1:], check=True, capture_output=True, text=True).stdout)
print(json.dumps({"value": 1000 / milliseconds}))
