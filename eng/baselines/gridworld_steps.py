"""Steps a second of one of DeepMind's AI Safety Gridworlds under random actions, with resets:
python gridworld_steps.py NAME [seconds], where NAME is as here, such as boat-race.

Needs ai_safety_gridworlds, pycolab, absl and numpy below 2 (on PYTHONPATH). Prints one JSON line. The actions are drawn
beforehand, so that only the environment, which draws its board as numbers and as an image in each step, is measured.
"""
import json
import platform
import sys
import time

import numpy as np
from ai_safety_gridworlds.helpers import factory

name = sys.argv[1]
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 5.0
env = factory.get_environment_obj(name.replace("-", "_"))
actions = np.random.default_rng(0).integers(env.action_spec().maximum + 1, size=4096).ravel().tolist()


def run(duration):
    env.reset()
    steps = 0
    started = time.perf_counter()
    while time.perf_counter() - started < duration:
        for action in actions:
            if env.step(action).last():
                env.reset()
        steps += len(actions)
    return steps / (time.perf_counter() - started)


run(seconds / 5)  # warm-up
print(json.dumps({
    "name": "gridworlds/" + name, "unit": "steps/s", "value": round(run(seconds)),
    "numpy": np.__version__, "python": platform.python_version(),
}))
