"""DAgger on CartPole in plain PyTorch and Gymnasium: the loop that `alab bench dagger` is compared with.

Same algorithm and sizes on both sides: 64-64 tanh, Adam 1e-3, batch 32, 4 epochs a round over all labels, at least 3
episodes and 500 steps a round, expert in the first round and learner afterwards, 20 validation episodes a round, until
their mean return is 495. Nothing is stored on this side.

usage: dagger_cartpole.py [--seed N] [--threads N]
Needs torch and gymnasium. Prints one JSON line: {"seconds", "rounds", "labels", "return"}; imports are not counted.
"""
import argparse
import json
import time

import gymnasium as gym
import numpy as np
import torch


def expert(observation):
    """The feedback law of the expert 'cartpole-feedback'."""
    x, v, theta, omega = observation
    return int(EXPERT[0] * x + EXPERT[1] * v + EXPERT[2] * theta + EXPERT[3] * omega > 0)


EXPERT = (0.1, 0.3, 3.0, 1.0)


def episode(env, act, rng):
    states, total = [], 0.0
    observation, _ = env.reset(seed=int(rng.integers(2**31)))
    while True:
        states.append(observation)
        observation, reward, terminated, truncated, _ = env.step(act(observation))
        total += reward
        if terminated or truncated:
            return states, total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    start = time.perf_counter()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    env = gym.make("CartPole-v1")
    states, labels, policy, score = [], [], None, 0.0

    for round_ in range(1, 51):
        if policy is None:
            act = expert
        else:
            def act(observation, policy=policy):
                with torch.no_grad():
                    return int(policy(torch.from_numpy(observation)).argmax())
        gathered = episodes = 0
        while episodes < 3 or gathered < 500:
            visited, _ = episode(env, act, rng)
            states += visited
            labels += [expert(s) for s in visited]
            gathered += len(visited)
            episodes += 1

        policy = torch.nn.Sequential(
            torch.nn.Linear(4, 64), torch.nn.Tanh(), torch.nn.Linear(64, 64), torch.nn.Tanh(), torch.nn.Linear(64, 2))
        optimizer = torch.optim.Adam(policy.parameters(), lr=1e-3)
        inputs, targets = torch.from_numpy(np.array(states, dtype=np.float32)), torch.tensor(labels)
        for _ in range(4):
            order = torch.randperm(len(labels))
            for batch in order.split(32):
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(policy(inputs[batch]), targets[batch]).backward()
                optimizer.step()

        def greedy(observation, policy=policy):
            with torch.no_grad():
                return int(policy(torch.from_numpy(observation)).argmax())
        score = float(np.mean([episode(env, greedy, rng)[1] for _ in range(20)]))
        if score >= 495:
            break

    print(json.dumps({"seconds": time.perf_counter() - start, "rounds": round_, "labels": len(labels), "return": score}))


if __name__ == "__main__":
    main()
