"""Trains the gate, which tells where lips are shut or nearly so: on speech with known phonemes and on real mouths."""
import numpy as np
import torch
from torch import nn

from data import opening, some_targets
from schedule import rate_at, running_means
from synthetic import LABIAL, LABIODENTAL, UNKNOWN

RATE = 1e-3
#: Pieces of a batch.
REAL, SYNTHETIC = 24, 20
#: Real mouths that open by less than this share of all do count as shut, by more than the other as not shut.
SHUT, APART = 0.06, 0.25

error_of = nn.functional.binary_cross_entropy_with_logits


def train_gate(net, sampler, synthetic, basis, steps, rng):
    """Trains `net.gate` and freezes it; `net` holds the moments of what is heard. What is kept are its weights' running means."""
    gate = net.gate
    least, most = np.quantile(opening(basis.shapes(some_targets(sampler.clips))), [SHUT, APART])
    smooth = running_means(gate)
    optimizer = torch.optim.AdamW(gate.parameters(), RATE, weight_decay=0.05)
    gate.train()
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(RATE, step, steps)
        mel, heard, slot, row, target = sampler.batch(REAL, rng)
        t_mel, t_heard, label = synthetic.batch(SYNTHETIC, rng)
        both = [torch.as_tensor(np.concatenate(parts)) for parts in ((mel, t_mel), (heard, t_heard))]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = gate(*net.standard(*both))
        gap = opening(basis.shapes(target))
        clear = (gap < least) | (gap > most)
        seen = told[:REAL, 0].float()[slot[clear], np.floor(row[clear] + 0.5).astype(int)]
        known = label != UNKNOWN
        kinds = np.stack([label == LABIAL, label == LABIODENTAL], 1).astype("f4")
        spoken = sum(error_of(told[REAL:, k].float()[known], torch.as_tensor(kinds[:, k][known])) for k in range(2))
        loss = spoken + error_of(seen, torch.as_tensor((gap[clear] < least).astype("f4")))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(gate.parameters(), 1.0)
        optimizer.step()
        smooth.update_parameters(gate)
        if step % 300 == 299:
            print("gate", step + 1, round(spoken.item(), 3), round(loss.item() - spoken.item(), 3), flush=True)
    net.gate.load_state_dict(smooth.module.state_dict())
    net.gate.requires_grad_(False)
