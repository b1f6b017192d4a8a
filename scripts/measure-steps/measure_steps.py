"""Measures steps of transformer layers and their power on one accelerator.

    python3 scripts/measure-steps/measure_steps.py OUT

Writes OUT/steps.csv (milliseconds of one step: median and quartiles of replays of a captured graph) and OUT/power.csv
(watts of the board while one step repeats). Needs PyTorch and Triton; the tables beside this file were written with
PyTorch 2.11 and CUDA 13.0. `STEP_DEVICE=cpu TRITON_INTERPRET=1` rehearses narrow models without an accelerator.

A model has its real width and few layers, with weights drawn at random: a step's time is linear in its layers, and no
cache holds a layer. Weights of a layer are all read, activations are real bf16 or fp8 numbers, prompts come with an
empty context, decodes attend to equally long ones. Tensor ways measure one accelerator's share of the work, without
its reductions.
"""

import csv
import os
import statistics
import subprocess
import sys
import time
import traceback

import torch
import torch.nn.functional as F
import triton
import triton.language as tl

DEVICE = os.environ.get("STEP_DEVICE", "cuda")
TINY = DEVICE == "cpu"  # a rehearsal of the arithmetic without an accelerator
FP8 = torch.float8_e4m3fn

DENSE = {"experts": 0, "top_k": 0}
MODELS = [
    dict(name="llama-3.1-8b", hidden=4096, inter=14336, heads=32, kv_heads=8, dim=128, vocab=128256, layers=8, **DENSE),
    dict(name="llama-3.1-70b", hidden=8192, inter=28672, heads=64, kv_heads=8, dim=128, vocab=128256, layers=4, **DENSE),
    dict(name="qwen3-32b", hidden=5120, inter=25600, heads=64, kv_heads=8, dim=128, vocab=151936, layers=4, **DENSE),
    dict(name="qwen3-235b-a22b", hidden=4096, inter=1536, heads=64, kv_heads=4, dim=128, vocab=151936, layers=4, experts=128, top_k=8),
    dict(name="minimax-m2.5", hidden=3072, inter=1536, heads=48, kv_heads=8, dim=128, vocab=200064, layers=3, experts=256, top_k=8),
]
# model, weights, tensor ways
RUNS = [
    ("llama-3.1-8b", "bf16", 1),
    ("llama-3.1-8b", "fp8", 1),
    ("llama-3.1-70b", "fp8", 1),
    ("llama-3.1-70b", "bf16", 4),
    ("llama-3.1-70b", "fp8", 4),
    ("qwen3-32b", "bf16", 1),
    ("qwen3-32b", "fp8", 2),
    ("qwen3-235b-a22b", "bf16", 1),
    ("minimax-m2.5", "bf16", 1),
]
# decodes, context of each, prompts, tokens of each
DECODES = [(b, c, 0, 0) for b in (1, 4, 16, 64, 128, 256) for c in (512, 4096)] + [(1, 32768, 0, 0), (16, 32768, 0, 0)]
PROMPTS = [(0, 0, n, t) for n, t in ((1, 128), (1, 512), (1, 1024), (1, 2048), (1, 4096), (1, 8192), (4, 2048), (8, 128))]
MIXED = [(b, 1024, 1, t) for b in (16, 64, 256) for t in (512, 2048)]
LOADS = DECODES + PROMPTS + MIXED
POWER = [(1, 4096, 0, 0), (16, 4096, 0, 0), (64, 4096, 0, 0), (256, 512, 0, 0), (256, 4096, 0, 0), (0, 0, 1, 512), (0, 0, 1, 8192), (64, 1024, 1, 2048)]
POWER_RUNS = {("llama-3.1-8b", "bf16", 1), ("llama-3.1-70b", "fp8", 1), ("qwen3-235b-a22b", "bf16", 1)}


@triton.jit
def _norm(x, residual, weight, out, width: tl.constexpr, block: tl.constexpr):
    """residual += x; out = residual / rms(residual) * weight, one row a program."""
    row = tl.program_id(0).to(tl.int64)
    at = tl.arange(0, block)
    inside = at < width
    v = tl.load(residual + row * width + at, mask=inside, other=0.0).to(tl.float32)
    v += tl.load(x + row * width + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(residual + row * width + at, v.to(tl.bfloat16), mask=inside)
    scale = tl.rsqrt(tl.sum(v * v, axis=0) / width + 1e-6)
    w = tl.load(weight + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(out + row * width + at, (v * scale * w).to(out.dtype.element_ty), mask=inside)


@triton.jit
def _gate(pairs, out, width, block: tl.constexpr):
    """out = silu(first half) * second half of each row."""
    row = tl.program_id(0).to(tl.int64)
    at = tl.program_id(1) * block + tl.arange(0, block)
    inside = at < width
    g = tl.load(pairs + row * 2 * width + at, mask=inside, other=0.0).to(tl.float32)
    u = tl.load(pairs + row * 2 * width + width + at, mask=inside, other=0.0).to(tl.float32)
    tl.store(out + row * width + at, (g * tl.sigmoid(g) * u).to(out.dtype.element_ty), mask=inside)


@triton.jit
def _rotate(qkv, queries, keys, values, slots, angles, heads, kv_heads, half: tl.constexpr):
    """Rotates queries and keys by their position and stores keys and values in their slots of the cache."""
    token = tl.program_id(0).to(tl.int64)
    head = tl.program_id(1)
    at = tl.arange(0, half)
    source = qkv + (token * (heads + 2 * kv_heads) + head) * 2 * half
    a = tl.load(source + at).to(tl.float32)
    b = tl.load(source + half + at).to(tl.float32)
    slot = tl.load(slots + token)
    if head < heads + kv_heads:
        turn = tl.load(angles + token) * tl.exp(-at.to(tl.float32) * (13.1 / half))
        c = tl.cos(turn)
        s = tl.sin(turn)
        t = a * c - b * s
        b = b * c + a * s
        a = t
    if head < heads:
        target = queries + (token * heads + head) * 2 * half
    else:
        if head < heads + kv_heads:
            target = keys + (slot * kv_heads + head - heads) * 2 * half
        else:
            target = values + (slot * kv_heads + head - heads - kv_heads) * 2 * half
    tl.store(target + at, a.to(tl.bfloat16))
    tl.store(target + half + at, b.to(tl.bfloat16))


@triton.jit
def _narrow(x, out, count, block: tl.constexpr):
    at = tl.program_id(0).to(tl.int64) * block + tl.arange(0, block)
    inside = at < count
    tl.store(out + at, tl.load(x + at, mask=inside, other=0.0).to(out.dtype.element_ty), mask=inside)


def weight(n, k, dtype):
    """A matrix of n rows (outputs) and k columns (inputs)."""
    w = torch.empty(n, k, device=DEVICE, dtype=torch.bfloat16).normal_(std=k**-0.5)
    return w.to(FP8) if dtype == "fp8" else w


class Product:
    """y = x · wᵀ; fp8 with one scale for each matrix."""

    one = None

    def __init__(self, n, k, dtype):
        self.w = weight(n, k, dtype)
        self.narrow = dtype == "fp8"
        if Product.one is None:
            Product.one = torch.ones((), device=DEVICE)

    def __call__(self, x):
        if not self.narrow:
            return x @ self.w.t()
        return torch._scaled_mm(x, self.w.t(), Product.one, Product.one, out_dtype=torch.bfloat16, use_fast_accum=True)


class Layer:
    def __init__(self, m, weights, ways):
        heads, kv = m["heads"] // ways, max(1, m["kv_heads"] // ways)
        self.norms = [torch.ones(m["hidden"], device=DEVICE, dtype=torch.bfloat16) for _ in range(2)]
        self.qkv = Product((heads + 2 * kv) * m["dim"], m["hidden"], weights)
        self.out = Product(m["hidden"], heads * m["dim"], weights)
        if m["experts"] == 0:
            self.up = Product(2 * m["inter"] // ways, m["hidden"], weights)
            self.down = Product(m["hidden"], m["inter"] // ways, weights)
        else:
            width = m["inter"] // ways
            self.router = Product(m["experts"], m["hidden"], "bf16")
            self.up = torch.empty(m["experts"], 2 * width, m["hidden"], device=DEVICE, dtype=torch.bfloat16).normal_(std=m["hidden"] ** -0.5)
            self.down = torch.empty(m["experts"], m["hidden"], width, device=DEVICE, dtype=torch.bfloat16).normal_(std=width**-0.5)


class Step:
    """One step of a model under a load; `run` does it once."""

    def __init__(self, model, layers, head, weights, ways, load):
        self.m, self.layers, self.head, self.weights = model, layers, head, weights
        decodes, context, prompts, length = load
        self.decodes, self.context, self.prompts, self.length = load
        self.heads, self.kv = model["heads"] // ways, max(1, model["kv_heads"] // ways)
        dim, hidden = model["dim"], model["hidden"]
        self.tokens = decodes + prompts * length
        self.x = torch.randn(self.tokens, hidden, device=DEVICE, dtype=torch.bfloat16)
        self.zero = torch.zeros_like(self.x)
        slots = decodes * context + prompts * length
        self.caches = [torch.randn(2, slots, self.kv, dim, device=DEVICE, dtype=torch.bfloat16) for _ in layers]
        rows = [i * context + context - 1 for i in range(decodes)] + [decodes * context + i for i in range(prompts * length)]
        self.slots = torch.tensor(rows, device=DEVICE, dtype=torch.int64)
        angles = [context - 1.0] * decodes + [float(i) for _ in range(prompts) for i in range(length)]
        self.angles = torch.tensor(angles, device=DEVICE)
        last = list(range(decodes)) + [decodes + (i + 1) * length - 1 for i in range(prompts)]
        self.last = torch.tensor(last, device=DEVICE, dtype=torch.int64)
        self.touched, self.busiest = 0, 0
        if model["experts"] > 0:
            self.route()

    def route(self):
        """Draws each token's experts, some favoured (popularity falls as rank^-0.5), the same in every layer."""
        m = self.m
        generator = torch.Generator().manual_seed(7)
        ranks = torch.arange(1, m["experts"] + 1, dtype=torch.float32)
        popularity = (ranks**-0.5).expand(self.tokens, -1)
        chosen = torch.multinomial(popularity, m["top_k"], generator=generator).flatten()
        order = torch.argsort(chosen, stable=True)
        counts = torch.bincount(chosen, minlength=m["experts"])
        self.touched, self.busiest = int((counts > 0).sum()), int(counts.max())
        self.ends = torch.cumsum(counts, 0).to(torch.int32).to(DEVICE)
        self.gather = (order // m["top_k"]).to(DEVICE)
        self.scatter = torch.argsort(order).to(DEVICE)
        self.shares = torch.full((self.tokens, m["top_k"], 1), 1.0 / m["top_k"], device=DEVICE, dtype=torch.bfloat16)

    def normed(self, x, residual, w, narrow):
        out = torch.empty(x.shape, device=DEVICE, dtype=FP8 if narrow else torch.bfloat16)
        width = self.m["hidden"]
        _norm[(x.shape[0],)](x, residual, w, out, width, triton.next_power_of_2(width), num_warps=8)
        return out

    def gated(self, pairs, narrow):
        rows, width = pairs.shape[0], pairs.shape[1] // 2
        out = torch.empty(rows, width, device=DEVICE, dtype=FP8 if narrow else torch.bfloat16)
        _gate[(rows, triton.cdiv(width, 1024))](pairs, out, width, 1024)
        return out

    def narrowed(self, x):
        out = torch.empty(x.shape, device=DEVICE, dtype=FP8)
        _narrow[(triton.cdiv(x.numel(), 2048),)](x, out, x.numel(), 2048)
        return out

    def attend(self, qkv, cache):
        dim, d, c = self.m["dim"], self.decodes, self.context
        queries = torch.empty(self.tokens, self.heads, dim, device=DEVICE, dtype=torch.bfloat16)
        grid = (self.tokens, self.heads + 2 * self.kv)
        _rotate[grid](qkv, queries, cache[0], cache[1], self.slots, self.angles, self.heads, self.kv, dim // 2)
        parts = []
        if d > 0:
            q = queries[:d].view(d, 1, self.heads, dim)
            k, v = (cache[i, : d * c].view(d, c, self.kv, dim) for i in (0, 1))
            parts.append(flash(q, k, v, False).reshape(d, -1))
        if self.prompts > 0:
            q = queries[d:].view(self.prompts, self.length, self.heads, dim)
            k, v = (cache[i, d * c :].view(self.prompts, self.length, self.kv, dim) for i in (0, 1))
            parts.append(PROMPT_ATTENTION(q, k, v).reshape(self.prompts * self.length, -1))
        return parts[0] if len(parts) == 1 else torch.cat(parts)

    def mixture(self, h, layer):
        layer.router(h)
        up = torch._grouped_mm(h[self.gather], layer.up.transpose(1, 2), offs=self.ends)
        down = torch._grouped_mm(self.gated(up, False), layer.down.transpose(1, 2), offs=self.ends)
        return (down[self.scatter].view(self.tokens, self.m["top_k"], -1) * self.shares).sum(1)

    def run(self):
        narrow = self.weights == "fp8"
        x, residual = self.x, self.zero.clone()
        for layer, cache in zip(self.layers, self.caches):
            h = self.normed(x, residual, layer.norms[0], narrow)
            a = self.attend(layer.qkv(h), cache)
            x = layer.out(self.narrowed(a) if narrow else a)
            h = self.normed(x, residual, layer.norms[1], narrow)
            if self.m["experts"] > 0:
                x = self.mixture(h, layer)
            else:
                x = layer.down(self.gated(layer.up(h), narrow))
        h = self.normed(x, residual, layer.norms[0], False)
        return self.head(h[self.last])


def flash(q, k, v, causal):
    if TINY:
        return grouped(q, k, v, causal)
    return torch.ops.aten._flash_attention_forward(q, k, v, None, None, q.shape[1], k.shape[1], 0.0, causal, False)[0]


def grouped(q, k, v, causal):
    a = F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), is_causal=causal, enable_gqa=True)
    return a.transpose(1, 2)


def by_cudnn(q, k, v):
    from torch.nn.attention import SDPBackend, sdpa_kernel

    with sdpa_kernel(SDPBackend.CUDNN_ATTENTION):
        return grouped(q, k, v, True)


def by_flash(q, k, v):
    return flash(q, k, v, True)


PROMPT_ATTENTION = by_flash


def milliseconds(run, most=20):
    for _ in range(3):
        run()
    torch.cuda.synchronize()
    times = []
    begun = time.perf_counter()
    while len(times) < most and (len(times) < 5 or time.perf_counter() - begun < 0.4):
        a, b = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        a.record()
        run()
        b.record()
        torch.cuda.synchronize()
        times.append(a.elapsed_time(b))
    return statistics.median(times), statistics.quantiles(times, n=4)


def captured(step):
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(2):
            step.run()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step.result = step.run()
    return graph


def choose_prompt_attention():
    """The faster of cuDNN's and FlashAttention 2's kernels for one prompt of 4096 tokens."""
    global PROMPT_ATTENTION
    q = torch.randn(1, 4096, 32, 128, device=DEVICE, dtype=torch.bfloat16)
    k, v = (torch.randn(1, 4096, 8, 128, device=DEVICE, dtype=torch.bfloat16) for _ in range(2))
    best = None
    for one in (by_flash, by_cudnn):
        try:
            ms = milliseconds(lambda: one(q, k, v))[0]
            off = ((one(q, k, v) - by_flash(q, k, v)).float().norm() / by_flash(q, k, v).float().norm()).item()
            print(one.__name__, f"{ms:.3f} ms, off by {off:.1e}", flush=True)
            if off < 1e-2 and (best is None or ms < best[0]):
                best = (ms, one)
        except Exception as error:
            print(one.__name__, "does not run:", str(error).splitlines()[0], flush=True)
    PROMPT_ATTENTION = best[1]


class Energy:
    """Joules of the board, by its own counter."""

    def __init__(self):
        import pynvml

        pynvml.nvmlInit()
        self.nvml, self.board = pynvml, pynvml.nvmlDeviceGetHandleByIndex(0)

    def watts(self, run, seconds):
        begun, joules = time.perf_counter(), self.nvml.nvmlDeviceGetTotalEnergyConsumption(self.board)
        repeats = 0
        while time.perf_counter() - begun < seconds:
            run()
            repeats += 1
            if repeats % 4 == 0:
                torch.cuda.synchronize()
        torch.cuda.synchronize()
        took = time.perf_counter() - begun
        clock = self.nvml.nvmlDeviceGetClockInfo(self.board, self.nvml.NVML_CLOCK_SM)
        return (self.nvml.nvmlDeviceGetTotalEnergyConsumption(self.board) - joules) / 1000 / took, repeats / took, clock


def memory_of(m, ways, load):
    decodes, context, prompts, length = load
    slots = decodes * context + prompts * length
    return 4 * slots * max(1, m["kv_heads"] // ways) * m["dim"] * m["layers"]


def main(folder):
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(3)
    begun = time.perf_counter()
    name = "cpu" if TINY else torch.cuda.get_device_name(0)
    print(name, "torch", torch.__version__, flush=True)
    files = {n: open(os.path.join(folder, f"{n}.csv"), "w", newline="") for n in ("steps", "power")}
    tables = {n: csv.writer(f, lineterminator="\n") for n, f in files.items()}
    shape = ["accelerator", "model", "layers", "weights", "tensor", "decodes", "context", "prompts", "prompt_tokens"]
    tables["steps"].writerow([*shape, "touched_experts", "busiest_expert", "ms", "ms_quarter", "ms_three_quarters"])
    tables["power"].writerow([*shape, "watts", "steps_per_s", "sm_mhz"])
    energy = None
    if not TINY:
        torch.backends.cuda.matmul.allow_bf16_reduced_precision_reduction = True
        choose_prompt_attention()
        try:
            energy = Energy()
            time.sleep(1)
            watts, _, clock = energy.watts(lambda: time.sleep(0.05), 3)
            tables["power"].writerow([name, "idle", 0, "", "", 0, 0, 0, 0, f"{watts:.1f}", 0, clock])
        except Exception:
            traceback.print_exc()
    for model_name, weights, ways in RUNS:
        try:
            measure_model(name, model_name, weights, ways, tables, energy)
        except Exception:
            traceback.print_exc()
        for f in files.values():
            f.flush()
        if not TINY:
            torch.cuda.empty_cache()
        print(f"{model_name} {weights} TP{ways}: {time.perf_counter() - begun:.0f} s", flush=True)


def measure_model(name, model_name, weights, ways, tables, energy):
    m = dict(next(m for m in MODELS if m["name"] == model_name))
    loads = LOADS
    if TINY:
        m.update(hidden=256, inter=128, heads=8, kv_heads=4, dim=32, vocab=512, layers=1, experts=min(m["experts"], 16))
        loads = [(2, 16, 0, 0), (0, 0, 2, 8), (2, 16, 1, 8)]
    layers = [Layer(m, weights, ways) for _ in range(m["layers"])]
    head = Product(m["vocab"] // ways, m["hidden"], "bf16")
    for load in loads:
        if memory_of(m, ways, load) > 16e9:
            continue
        shape = [name, model_name, m["layers"], weights, ways, *load]
        try:
            step = Step(m, layers, head, weights, ways, load)
            if TINY:
                out = step.run()
                print(shape, tuple(out.shape), bool(out.isfinite().all()), step.touched)
                continue
            graph = captured(step)
            ms, (low, _, high) = milliseconds(graph.replay)
            assert bool(step.result.isfinite().all()), "a step's result is not finite"
            tables["steps"].writerow([*shape, step.touched, step.busiest, f"{ms:.5f}", f"{low:.5f}", f"{high:.5f}"])
            if energy and load in POWER and (model_name, weights, ways) in POWER_RUNS:
                energy.watts(graph.replay, 0.5)
                watts, rate, clock = energy.watts(graph.replay, 2)
                tables["power"].writerow([*shape, f"{watts:.1f}", f"{rate:.2f}", clock])
            del graph, step
        except Exception as error:
            print(shape, "failed:", str(error).splitlines()[0], flush=True)
            traceback.print_exc(limit=3)
            torch.cuda.empty_cache()


if __name__ == "__main__":
    if not TINY:
        print(subprocess.run(["nvidia-smi", "-L"], capture_output=True, text=True).stdout.split(" (UUID")[0])
    main(sys.argv[1])
