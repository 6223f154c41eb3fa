"""Training steps of a small decoder-only transformer in PyTorch: what `alab bench train` is compared with.

Forward, cross-entropy at every position, backward and Adam on one batch that stays the same, eager mode, on the CPU.

usage: train_transformer.py [--layers 2] [--width 64] [--heads 4] [--context 128] [--vocabulary 64] [--batch 16] [--threads N] [--seconds S]
Prints one JSON line: {"steps_per_second", "steps", "seconds", "threads", "torch"}.
"""
import argparse
import json
import time

import torch
from torch import nn
from torch.nn import functional


def attend(q, k, v):
    # PyTorch has the fused form from 2.0 on.
    if hasattr(functional, "scaled_dot_product_attention"):
        return functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    later = torch.ones(q.shape[2], q.shape[2], dtype=torch.bool).triu(1)
    scores = (q @ k.transpose(2, 3)) / q.shape[3] ** 0.5
    return scores.masked_fill(later, float("-inf")).softmax(dim=3) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, -1).transpose(1, 2) for part in self.qkv(self.norm1(x)).split(width, dim=2))
        attended = attend(q, k, v)
        x = x + self.out(attended.transpose(1, 2).reshape(batch, length, width))
        return x + self.narrow(functional.gelu(self.wide(self.norm2(x)), approximate="tanh"))


class Transformer(nn.Module):
    def __init__(self, layers, width, heads, context, vocabulary):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(vocabulary + 1, width), nn.Embedding(context, width)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(layers)])
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.positions(torch.arange(tokens.shape[1]))
        return self.head(self.norm(self.blocks(x)))


def main():
    parser = argparse.ArgumentParser()
    for name, default in [("layers", 2), ("width", 64), ("heads", 4), ("context", 128), ("vocabulary", 64), ("batch", 16), ("threads", 1)]:
        parser.add_argument("--" + name, type=int, default=default)
    parser.add_argument("--seconds", type=float, default=2.0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    model = Transformer(args.layers, args.width, args.heads, args.context, args.vocabulary)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    tokens = torch.randint(args.vocabulary, (args.batch, args.context))
    targets = torch.randint(args.vocabulary, (args.batch, args.context))

    def step():
        optimizer.zero_grad()
        functional.cross_entropy(model(tokens).flatten(0, 1), targets.flatten()).backward()
        optimizer.step()

    for _ in range(5):
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
