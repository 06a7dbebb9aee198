"""How the networks are trained: the rate of learning from step to step, and what is kept of their weights."""
import numpy as np
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

WARMING = 50


def rate_at(highest, step, steps):
    """Rises for some steps and falls along half a cosine to nearly nothing."""
    return highest * min(1, (step + 1) / WARMING) * (0.5 + 0.5 * np.cos(np.pi * step / steps)) + 1e-6


def running_means(network):
    """Running means of a network's weights, which carry over better than its last ones; `update_parameters` after each step."""
    return AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(0.995), use_buffers=True)
