"""Training steps of a fully connected network in PyTorch: what `alab bench train` is compared with.

Forward, cross-entropy, backward and Adam on one batch that stays the same, eager mode, on the CPU.

usage: train_mlp.py [--sizes 4,64,64,2] [--activation tanh] [--batch 32] [--threads N] [--seconds S]
Prints one JSON line: {"steps_per_second", "steps", "seconds", "threads", "torch"}.
"""
import argparse
import json
import time

import torch


def network(sizes, activation):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), activation()]
    return torch.nn.Sequential(*layers[:-1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="4,64,64,2")
    parser.add_argument("--activation", choices=["tanh", "relu"], default="tanh")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    sizes = [int(size) for size in args.sizes.split(",")]
    model = network(sizes, {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[args.activation])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    inputs = torch.randn(args.batch, sizes[0])
    targets = torch.randint(sizes[-1], (args.batch,))

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(inputs), targets).backward()
        optimizer.step()

    for _ in range(20):
        step()
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < args.seconds:
        step()
        steps += 1
    seconds = time.perf_counter() - start
    print(json.dumps({
        "steps_per_second": steps / seconds, "steps": steps, "seconds": seconds, "threads": args.threads, "torch": torch.__version__}))


if __name__ == "__main__":
    main()
