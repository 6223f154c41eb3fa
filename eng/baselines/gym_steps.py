"""Steps a second of Gymnasium's CartPole-v1 under random actions, with resets: python gym_steps.py [seconds].

Needs gymnasium. Prints one JSON line. The actions are drawn beforehand, so that only the environment is measured.
"""
import json
import platform
import sys
import time

import gymnasium as gym
import numpy as np

seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
env = gym.make("CartPole-v1")
actions = np.random.default_rng(0).integers(2, size=4096).tolist()


def run(duration):
    env.reset(seed=0)
    steps = 0
    started = time.perf_counter()
    while time.perf_counter() - started < duration:
        for action in actions:
            _, _, terminated, truncated, _ = env.step(action)
            if terminated or truncated:
                env.reset()
        steps += len(actions)
    return steps / (time.perf_counter() - started)


run(seconds / 5)  # warm-up
print(json.dumps({
    "name": "gymnasium/CartPole-v1", "unit": "steps/s", "value": round(run(seconds)),
    "gymnasium": gym.__version__, "numpy": np.__version__, "python": platform.python_version(),
}))
