"""The network: what is heard (log-mel and the speech encoder's answer, 50 rows a second) -> mouth, voice."""
import torch
from torch import nn

COMPONENTS = 12
HIDDEN = 160
GATE = 96
TAPS, SPACING = 9, 2  # the line sees 0.16 s to either side


class Block(nn.Module):
    def __init__(self, width, dilation, dropout):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation), nn.BatchNorm1d(width), nn.ReLU(),
            nn.Dropout(dropout), nn.Conv1d(width, width, 1))

    def forward(self, x):
        return x + self.body(x)


class Gate(nn.Module):
    """How surely the lips are shut (p b m) and the lower lip is at the teeth (f v), [B, 2, T] (logits).

    Of standardised [B, 160, T] log-mel and [B, n, T] encoder; sees 0.18 s to either side.

    A network of its own: it learns mostly from speech with known phoneme times, for long, which the mouth's shape must not.
    """

    def __init__(self, mel, heard, width=GATE, dropout=0.4):
        super().__init__()
        self.from_mel = nn.Conv1d(mel, width, 3, padding=1)
        self.from_heard = nn.Conv1d(heard, width, 1)
        self.first = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout))
        self.blocks = nn.Sequential(*[Block(width, d, dropout) for d in (1, 2, 4)])
        self.last = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout))
        self.told = nn.Conv1d(width, 2, 3, padding=1)
        nn.init.constant_(self.told.bias, -3.0)

    def forward(self, mel, heard):
        return self.told(self.last(self.blocks(self.first(self.from_mel(mel) + self.from_heard(heard)))))


class MouthNet(nn.Module):
    """[B, T, 160] log-mel and [B, T, n] encoder -> [B, T, 12] coefficients, [B, T] voice (logit).

    A line from the encoder's answer, fitted by ridge regression, tells most and carries over best to people whom it does not know;
    dilated convolutions add what a line cannot tell. Where the gate is sure of a p, b or m, the lips close, and of an f or v nearly, along the
    direction in which people's mouths close. Sees 0.34 s to either side.
    """

    def __init__(self, mel, heard, width=HIDDEN, dropout=0.4):
        super().__init__()
        for name, (mean, std) in (("mel", mel), ("heard", heard)):
            self.register_buffer(f"{name}_mean", torch.as_tensor(mean, dtype=torch.float32))
            self.register_buffer(f"{name}_std", torch.as_tensor(std, dtype=torch.float32))
        size = len(self.heard_mean)
        self.line = nn.Conv1d(size, COMPONENTS, TAPS, dilation=SPACING, padding=SPACING * (TAPS // 2))
        self.from_mel = nn.Conv1d(len(self.mel_mean), width, 3, padding=1)
        self.from_heard = nn.Conv1d(size, width, 3, padding=1)
        self.first = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout))
        self.blocks = nn.Sequential(*[Block(width, d, dropout) for d in (1, 2, 4, 8)])
        self.last = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(dropout))
        self.mouth = nn.Conv1d(width, COMPONENTS, 3, padding=1)
        self.voice = nn.Conv1d(width, 1, 3, padding=1)
        self.gate = Gate(len(self.mel_mean), size)
        self.register_buffer("gap", torch.zeros(2, COMPONENTS))
        self.register_buffer("gap_at_zero", torch.zeros(2))
        self.register_buffer("closing", torch.zeros(COMPONENTS))
        self.register_buffer("closed", torch.zeros(2))
        nn.init.zeros_(self.mouth.weight)
        nn.init.zeros_(self.mouth.bias)

    def set_closing(self, gap, gap_at_zero, closing, closed):
        """Inner lips' distance (x, y) = gap · coefficients + gap_at_zero; `closing`: coefficients by which it shrinks by 1; `closed`: of shut lips, and at f and v."""
        for name, value in dict(gap=gap, gap_at_zero=gap_at_zero, closing=closing, closed=closed).items():
            setattr(self, name, torch.as_tensor(value, dtype=torch.float32))

    def close(self, mouth, told):
        """`told`: how surely the lips are shut and nearly so, [B, 2, T], 0 to 1."""
        opening = (mouth @ self.gap.T + self.gap_at_zero).square().sum(-1).add(1e-6).sqrt()
        by = torch.maximum(*(told[:, k] * torch.relu(opening - self.closed[k]) for k in range(2)))
        return mouth + by.unsqueeze(-1) * self.closing

    def standard(self, mel, heard):
        """What the layers take: [B, 160, T] and [B, n, T], each number by its mean and spread."""
        return ((mel - self.mel_mean) / self.mel_std).transpose(1, 2), ((heard - self.heard_mean) / self.heard_std).transpose(1, 2)

    def forward(self, mel, heard):
        mel, heard = self.standard(mel, heard)
        with torch.autocast("cpu", enabled=False):
            straight = self.line(heard.float())
        hidden = self.last(self.blocks(self.first(self.from_mel(mel) + self.from_heard(heard))))
        told = torch.sigmoid(self.gate(mel, heard).float())
        mouth = self.close((straight + self.mouth(hidden).float()).transpose(1, 2), told)
        return mouth, self.voice(hidden)[:, 0]
