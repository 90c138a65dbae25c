"""What the networks' trainings share: samples made once and kept on disk, learning them anew in every pass, calibration, export.

Making a cell costs about as much as learning it once, so cells are made once (as many processes as asked for) and every pass
over them sees them shifted, turned, bent, thickened and thinned by cheap tensor operations.
"""
import hashlib
import json
import math
import multiprocessing
import os
import sys
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

CHUNK, BATCH = 4096, 128
HERE = os.path.dirname(os.path.abspath(__file__))


def log(text):
    print(text, file=sys.stderr, flush=True)


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def share(x, digits=5):
    return round(float(x), digits)


def in_pieces(plan):
    return [plan[n:n + CHUNK] for n in range(0, len(plan), CHUNK)]


def fingerprint(source):
    """Of what samples are made of – arrays in lists and dictionaries: another font, stroke or digit is another one."""
    digest = hashlib.sha256()

    def add(value):
        if isinstance(value, np.ndarray):
            digest.update(f"{value.dtype}{value.shape}".encode())
            digest.update(np.ascontiguousarray(value).data)
        elif isinstance(value, dict):
            add(list(value.items()))
        elif isinstance(value, (list, tuple)):
            digest.update(f"({len(value)}".encode())
            for one in value:
                add(one)
        else:
            digest.update(repr(value).encode())
    add(source)
    return digest.hexdigest()


class Store:
    """Pieces of made samples in a folder, named by plan, seed, scripts and sources that made them, so that a second run finds them."""

    def __init__(self, folder, scripts, processes):
        self.folder, self.processes = folder, processes
        self.key = hashlib.sha256("".join(sha256(os.path.join(HERE, s)) for s in scripts).encode()).hexdigest()
        os.makedirs(folder, exist_ok=True)

    def samples(self, name, make, plan, seed):
        """Images, labels and kinds of a plan; make(piece, seed) makes a piece of it from make.source."""
        pieces = in_pieces(plan)
        key = hashlib.sha256(f"{self.key} {fingerprint(make.source)} {seed} {plan}".encode()).hexdigest()[:12]
        paths = [os.path.join(self.folder, f"{name}-{key}-{n}.npz") for n in range(len(pieces))]
        wanted = [n for n, path in enumerate(paths) if not os.path.exists(path)]
        context = multiprocessing.get_context("fork")
        waiting, running = list(wanted), []
        while waiting or running:
            while waiting and len(running) < self.processes:
                n = waiting.pop(0)
                job = context.Process(target=keep, args=(paths[n], make, pieces[n], [seed, n]))
                job.start()
                running.append(job)
            running[0].join()
            if running.pop(0).exitcode != 0:
                raise RuntimeError(f"{name}: a piece of the samples could not be made")
            log(f"{name}: {len(wanted) - len(waiting) - len(running)} of {len(wanted)} pieces made")
        parts = [np.load(path) for path in paths]
        return tuple(np.concatenate([part[key] for part in parts]) for key in ("images", "labels", "kinds"))


def keep(path, make, piece, seed):
    cv2.setNumThreads(1)
    images, labels, kinds = make(piece, seed)

    def write(name):
        with open(name, "wb") as file:
            np.savez(file, images=images, labels=labels, kinds=kinds)
    replace(path, write)


# ---- learning ------------------------------------------------------------------------------------------------------

def block(inputs, outputs, stride=1):
    return [nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


def tensor(images):
    return torch.from_numpy(images).float().div_(255).unsqueeze(1).contiguous(memory_format=torch.channels_last)


def augmented(x, how):
    """The batch as another hand and pen would have it. how: turn (degrees), stretch, slant, shift (pixels), bend, weight."""
    n, side = len(x), x.shape[-1]
    uniform = lambda reach: (torch.rand(n) * 2 - 1) * reach
    turn, slant = uniform(math.radians(how["turn"])), uniform(how["slant"])
    wide, high = torch.exp(uniform(how["stretch"])), torch.exp(uniform(how["stretch"]))
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 1] = wide * torch.cos(turn), slant - torch.sin(turn)
    theta[:, 1, 0], theta[:, 1, 1] = torch.sin(turn), high * torch.cos(turn)
    theta[:, 0, 2], theta[:, 1, 2] = uniform(2 * how["shift"] / side), uniform(2 * how["shift"] / side)
    grid = functional.affine_grid(theta, [n, 1, side, side], align_corners=False)
    if how["bend"]:
        knots = torch.randn(n, 2, 4, 4) * (how["bend"] * torch.rand(n, 1, 1, 1))
        grid = grid + functional.interpolate(knots, size=(side, side), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)
    x = functional.grid_sample(x, grid, align_corners=False)
    thick, thin = functional.max_pool2d(x, 3, 1, 1), -functional.max_pool2d(-x, 3, 1, 1)
    weight = torch.where(torch.rand(n) < 0.4, uniform(how["weight"]), torch.zeros(n)).view(n, 1, 1, 1)
    x = x + weight.clamp(min=0) * (thick - x) - (-weight).clamp(min=0) * 0.7 * (x - thin)
    gain = torch.exp(uniform(0.15)).view(n, 1, 1, 1)
    return (x * gain).clamp_(0, 1).contiguous(memory_format=torch.channels_last)


def learn(model, images, labels, options, how, smoothing=0.0, watch=None):
    """Passes over the samples in random order; the rate rises and falls once, by steps or by the clock. → samples seen.
    `watch(model, step)` is called after every step."""
    torch.manual_seed(options.seed)
    model.to(memory_format=torch.channels_last).train()
    batch, peak = BATCH, options.rate
    optimiser = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=2e-2)
    steps = options.epochs * (len(labels) // batch)
    step, done, right, started = 0, 0.0, 0, time.time()
    while done < 1:
        for some in torch.randperm(len(labels))[:len(labels) // batch * batch].split(batch):
            done = max(step / steps, (time.time() - started) / 60 / options.minutes if options.minutes else 0)
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = peak * (done / 0.08 if done < 0.08 else 0.5 + 0.5 * math.cos(math.pi * (done - 0.08) / 0.92))
            x, wanted = augmented(tensor(images[some.numpy()]), how), torch.from_numpy(labels[some.numpy()])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.bfloat16):
                out = model(x)
            out = out.float()
            loss = functional.cross_entropy(out, wanted, label_smoothing=smoothing)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            right += int((out.argmax(1) == wanted).sum())
            step += 1
            if watch:
                watch(model, step)
            if step % 500 == 0:
                log(f"{100 * done:.1f} %: {step * batch} samples, {right / 500 / batch:.4f} of the last right, {time.time() - started:.0f} s")
                right = 0
    return step * batch


# ---- going on from exported weights --------------------------------------------------------------------------------

def exported_weights(path):
    """Weights and biases of an ONNX file's convolutions and linear layers, in their order."""
    net = cv2.dnn.readNetFromONNX(path)
    layers = [net.getLayer(n) for n in range(1, len(net.getLayerNames()) + 1)]
    return [[torch.from_numpy(blob.copy()) for blob in layer.blobs] for layer in layers if layer.type in ("Convolution", "InnerProduct")]


def put_back(layers, stored, x):
    """Takes its weights off the front of `stored` for each layer. What folding put into the convolutions goes to their normalisations,
    with the statistics of x, so that the layers compute what they did. → what the layers make of x."""
    layers = list(layers)
    with torch.no_grad():
        for layer, after in zip(layers, layers[1:] + [None]):
            if isinstance(layer, (nn.Conv2d, nn.Linear)):
                weight, bias = stored.pop(0)
                bias = bias.flatten()
                layer.weight.copy_(weight)
                if layer.bias is not None:
                    layer.bias.copy_(bias)
            x = layer(x)
            if isinstance(after, nn.BatchNorm2d):
                after.running_mean.copy_(x.mean((0, 2, 3)))
                after.running_var.copy_(x.var((0, 2, 3)))
                after.weight.copy_((after.running_var + after.eps).sqrt())
                after.bias.copy_(after.running_mean + bias)
    return x


def logits_of(model, images):
    model.eval()
    with torch.no_grad():
        return torch.cat([model(tensor(images[n:n + 500])) for n in range(0, len(images), 500)])


# ---- calibration ---------------------------------------------------------------------------------------------------

def fit_temperature(logits, labels):
    grid = np.exp(np.linspace(math.log(0.15), math.log(3), 180))
    losses = [float(functional.cross_entropy(logits / t, labels)) for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 4)


def reliability(probability, right):
    """[from, samples, mean probability, share right] of the probabilities between steps that are finer towards 1."""
    edges = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0001]
    rows = []
    for low, high in zip(edges, edges[1:]):
        inside = (probability >= low) & (probability < high)
        if inside.any():
            rows.append([low, int(inside.sum()), share(probability[inside].mean()), share(right[inside].mean())])
    return rows


def calibration_error(probability, right, bins=15):
    place = np.minimum((probability * bins).astype(int), bins - 1)
    return float(sum(abs(probability[place == b].mean() - right[place == b].mean()) * (place == b).mean()
                     for b in range(bins) if (place == b).any()))


# ---- results -------------------------------------------------------------------------------------------------------

def replace(path, write):
    """Writes beside the file and renames, so that nobody ever reads half a file."""
    temporary = path + f".{os.getpid()}.new"
    write(temporary)
    os.replace(temporary, path)


def write_json(path, value):
    def write(name):
        with open(name, "w") as file:
            json.dump(value, file, indent=1, ensure_ascii=False)
            file.write("\n")
    replace(path, write)


def export(model, path, side, wide=None):
    """ONNX opset 11, which OpenCV 4.6 runs; batch normalisations go into the convolutions. Input 1×1×side×(wide or side)."""
    model.eval()
    model = model.to(memory_format=torch.contiguous_format)
    replace(path, lambda name: torch.onnx.export(model, torch.zeros(1, 1, side, wide or side), name, opset_version=11, input_names=["cell"],
                                                 output_names=["logits"], dynamic_axes={"cell": {0: "n"}, "logits": {0: "n"}}))


def check_opencv(model, path, images):
    """(greatest difference of the logits between OpenCV and torch, milliseconds per image one by one, in tens)."""
    net = cv2.dnn.readNetFromONNX(path)
    batch = images[:, None].astype(np.float32) / 255
    net.setInput(batch)
    together = net.forward()
    torches = logits_of(model, images).numpy()
    def run(size):
        outputs, used = [], time.process_time()
        for n in range(0, 40, size):
            net.setInput(batch[n:n + size])
            outputs.append(net.forward().copy())
        return np.concatenate(outputs), (time.process_time() - used) * 1000 / 40
    run(1)
    single, one = run(1)
    run(10)
    _, ten = run(10)
    return float(max(np.abs(together - torches).max(), np.abs(single - torches[:40]).max())), round(one, 2), round(ten, 2)


def common_arguments(parser, seed):
    parser.add_argument("--kanjivg", required=True, help="zip with kanji/*.svg")
    parser.add_argument("--fonts", nargs="+", default=["/usr/share/fonts"], help="folders that are searched for fonts")
    parser.add_argument("--out", required=True, help="folder for the weights and their description")
    parser.add_argument("--golden", help="folder for the test cells")
    parser.add_argument("--cache", required=True, help="folder for the made samples (about 1 kB each)")
    parser.add_argument("--processes", type=int, default=1, help="that make samples; learning takes one thread")
    parser.add_argument("--minutes", type=float, default=0, help="end the learning by then, whatever the epochs (0: no limit)")
    parser.add_argument("--rate", type=float, default=3e-3, help="the highest learning rate")
    parser.add_argument("--bfloat16", action="store_true", help="learn in bfloat16 where the processor has it")
    parser.add_argument("--seed", type=int, default=seed)
