"""Writes the golden episodes beside this file: python make.py (see README.md for the versions used)."""
import json
import pathlib
import warnings

import gymnasium as gym
import numpy as np

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent

# (file, environment, arguments of make, options of reset, our options, seeds, steps at most, policy)
CASES = [
    ("cartpole", "CartPole-v1", {}, {}, {}, [0, 1], 500, "random"),
    ("cartpole", "CartPole-v1", {}, {}, {}, [2], 500, "feedback"),
    ("cartpole", "CartPole-v1", {"sutton_barto_reward": True}, {"low": -0.1, "high": 0.15},
     {"suttonBartoReward": True, "low": -0.1, "high": 0.15}, [3, 123], 500, "random"),
    ("mountaincar", "MountainCar-v0", {}, {}, {}, [0, 1], 200, "swing"),
    ("mountaincar", "MountainCar-v0", {}, {}, {}, [2], 200, "left"),
    ("mountaincar", "MountainCar-v0", {"goal_velocity": 0.03}, {"low": 0.3, "high": 0.45},
     {"goalVelocity": 0.03, "low": 0.3, "high": 0.45}, [3], 200, "swing"),
    ("acrobot", "Acrobot-v1", {}, {}, {}, [0, 1], 150, "swing"),
    ("acrobot", "Acrobot-v1", {}, {"low": -3, "high": 3}, {"low": -3, "high": 3}, [2], 60, "random"),
    ("acrobot", "Acrobot-v1", {"book_or_nips": "nips"}, {}, {"bookOrNips": "nips"}, [3], 60, "swing"),
    ("pendulum", "Pendulum-v1", {}, {}, {}, [0, 1], 200, "random"),
    ("pendulum", "Pendulum-v1", {"g": 9.81}, {"x_init": 0.5, "y_init": 0.25},
     {"g": 9.81, "xInit": 0.5, "yInit": 0.25}, [2], 100, "random"),
]


def act(policy, env, state, draws):
    if policy == "feedback":
        return int(0.1 * state[0] + 0.3 * state[1] + 3 * state[2] + state[3] > 0)
    if policy == "swing":
        return 2 if state[-1] >= 0 else 0
    if policy == "left":
        return 0
    if isinstance(env.action_space, gym.spaces.Box):
        return np.array([draws.uniform(-2.5, 2.5)])  # beyond the limits too, to be clipped
    return int(draws.integers(env.action_space.n))


def state_of(env):
    return [float(value) for value in np.asarray(env.unwrapped.state, dtype=np.float64)]


files = {}
for file, name, arguments, reset, options, seeds, steps, policy in CASES:
    arguments = dict(arguments)
    equations = arguments.pop("book_or_nips", None)
    env = gym.make(name, **arguments)
    if equations:
        env.unwrapped.book_or_nips = equations
    for seed in seeds:
        draws = np.random.default_rng(1000 + seed)
        env.reset(seed=seed, options=reset or None)
        episode = {"options": options, "seed": seed, "states": [state_of(env)], "actions": [], "rewards": [],
                   "terminated": False, "truncated": False}
        for _ in range(steps):
            action = act(policy, env, env.unwrapped.state, draws)
            _, reward, terminated, truncated, _ = env.step(action)
            episode["actions"].append(float(np.asarray(action).reshape(-1)[0]))
            episode["rewards"].append(float(reward))
            episode["states"].append(state_of(env))
            episode["terminated"], episode["truncated"] = bool(terminated), bool(truncated)
            if terminated or truncated:
                break
        files.setdefault(file, []).append(episode)

for file, episodes in files.items():
    lines = ",\n".join(json.dumps(episode, separators=(",", ":")) for episode in episodes)
    (HERE / f"{file}.json").write_text(f"[\n{lines}\n]\n")
