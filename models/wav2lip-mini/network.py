"""The network: what is heard becomes a mouth shape, the shape moves and repaints the mouth of the reference.

Sound: mel [B, 1, 80, 16] -> shape [B, 12], in the coefficients of models/mouth/mouth.json.
Painter: faces [B, 6, 96, 96] (the frame with its lower half black, then the reference), shape -> [B, 3, 96, 96].
The two halves meet in a shape of the mouth, so that each learns from what is known for certain: the sound from measured
shapes, the painter from measured shapes too, never from the average of all pictures that a sound could go with. The
painter finds the mouth's points in the pictures, moves the reference's pixels with them, and paints what a closed mouth
does not show. So most pixels are the person's own.
"""
import torch
from torch import nn
from torch.nn import functional as F

SIZE = 96
HALF = SIZE // 2
TOP = 40  # first row that the painter works on, a little above the half that it is to fill
TOP_HALF = (SIZE - TOP) // 2
COMPONENTS = 12
REACH = 0.1  # how far a pixel may stray from the way of the points, in half sizes of the face


class Sound(nn.Module):
    """Dilated 1-D convolutions over the 16 columns, bands as channels."""

    def __init__(self, width=128, dropout=0.2):
        super().__init__()
        self.register_buffer("mean", torch.zeros(80, 1))
        self.register_buffer("spread", torch.ones(80, 1))
        self.register_buffer("liveliness", torch.ones(COMPONENTS))
        self.ear = nn.Sequential(nn.Conv1d(80, width, 3, padding=1), nn.BatchNorm1d(width), nn.ReLU())
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv1d(width, width, 3, padding=d, dilation=d), nn.BatchNorm1d(width), nn.ReLU(),
                          nn.Dropout(dropout), nn.Conv1d(width, width, 1)) for d in (1, 2, 4, 1))
        self.narrow = nn.Sequential(nn.BatchNorm1d(width), nn.ReLU(), nn.Conv1d(width, 48, 1), nn.ReLU())
        self.shape = nn.Sequential(nn.Dropout(dropout), nn.Linear(48 * 16, 128), nn.ReLU(), nn.Linear(128, COMPONENTS))

    def forward(self, mel):
        x = self.ear((mel.reshape(-1, 80, 16) - self.mean) / self.spread)
        for block in self.blocks:
            x = x + block(x)
        return self.shape(self.narrow(x).reshape(-1, 48 * 16)) * self.liveliness


class Conv(nn.Sequential):
    def __init__(self, into, out, stride=1):
        super().__init__(nn.Conv2d(into, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Sequential(Conv(width, width), nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return torch.relu(x + self.body(x))


class Up(nn.Module):
    """Twice the size; the shape scales and shifts every channel before it meets what the encoder saw."""

    def __init__(self, into, skip, out, told):
        super().__init__()
        self.deep = nn.Conv2d(into, out, 1)
        self.skip = nn.Conv2d(skip, out, 1)
        self.tell = nn.Linear(told, 2 * out)
        self.work = Residual(out)

    def forward(self, x, skip, told):
        x = F.interpolate(self.deep(x), scale_factor=2, mode="nearest") + self.skip(skip)
        scale, shift = self.tell(told)[:, :, None, None].chunk(2, 1)
        return self.work(torch.relu(x * (1 + scale) + shift))


def places(rows, first, of):
    """Coordinates of pixel centres, [1, 2, rows, of]: x and y from -1 to 1 over a face of `of` pixels."""
    x = (torch.arange(of) + 0.5) * 2 / of - 1
    y = (torch.arange(first, first + rows) + 0.5) * 2 / of - 1
    return torch.stack([x[None].expand(rows, -1), y[:, None].expand(-1, of)])[None]


class Geometry(nn.Module):
    """Where the points of the mouth shape are in the reference, and where they are to be: [B, 60, 2] each, 0 to 1.

    A network finds the points of the reference, those of the frame's mouth at rest, and the 2 x 3 numbers by which
    pose-free space is seen in this picture; how far a shape moves the points is then no matter of learning.
    """

    SCALE = 0.1

    def __init__(self, into):
        super().__init__()
        self.register_buffer("usual", torch.zeros(2 * 120 + 6))
        self.register_buffer("mean", torch.zeros(180))
        self.register_buffer("decode", torch.zeros(COMPONENTS, 180))
        self.narrow = nn.Sequential(nn.Conv2d(into, 32, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU())
        self.find = nn.Sequential(nn.Linear(32 * 36, 128), nn.ReLU(), nn.Linear(128, 246))

    def forward(self, deep, shape):
        found = self.find(self.narrow(deep).reshape(-1, 32 * 36)).float()
        found = self.usual + self.SCALE * found
        reference, rest, seen = found.split([120, 120, 6], 1)
        moved = (self.mean + (shape.float()[:, :, None] * self.decode).sum(1)).reshape(-1, 60, 1, 3)
        moved = (moved * seen.reshape(-1, 1, 2, 3)).sum(3)
        return reference.reshape(-1, 60, 2), rest.reshape(-1, 60, 2) + moved


class Move(nn.Module):
    """What points say of pixels: whence each comes, and whether it is between the lips."""

    NEAR = 0.035  # how far a point's word goes, of the face's size
    SOFT = 0.008

    def __init__(self):
        super().__init__()
        coarse = (places(TOP_HALF, TOP // 2, HALF)[0].permute(1, 2, 0).reshape(-1, 2) + 1) / 2
        self.register_buffer("coarse", coarse, persistent=False)
        self.register_buffer("column", ((torch.arange(SIZE) + 0.5) / SIZE)[None, :, None], persistent=False)
        self.register_buffer("row", ((torch.arange(TOP, SIZE) + 0.5) / SIZE)[None, :, None], persistent=False)

    def flow(self, reference, target):
        """[B, 2, 56, 96], -1 to 1: each pixel goes the way of the points near it (Nadaraya 1964, Watson 1964)."""
        apart = ((self.coarse[None, :, None] - target[:, None]) ** 2).sum(3)
        weight = torch.softmax(-apart / (2 * self.NEAR**2), 2)
        way = (weight[..., None] * (2 * (reference - target))[:, None]).sum(2)
        way = way.reshape(-1, TOP_HALF, HALF, 2).permute(0, 3, 1, 2)
        return F.interpolate(way, scale_factor=2, mode="bilinear", align_corners=False)

    def inside(self, target):
        """[B, 2, 56, 96]: 1 between the inner lips, 0 elsewhere; and the height there, 0 upper lip to 1 lower."""
        lower, upper = target[:, 20:31], torch.cat([target[:, 20:21], target[:, 30:40].flip(1)], 1)
        edges = []
        for lip in (upper, lower):
            weight = torch.softmax(-((self.column - lip[:, None, :, 0]) ** 2) / (2 * 0.015**2), 2)
            edges.append((weight * lip[:, None, :, 1]).sum(2)[:, None])
        top, bottom = edges
        within = torch.sigmoid((self.row - top) / self.SOFT) * torch.sigmoid((bottom - self.row) / self.SOFT)
        left, right = target[:, 20, 0, None, None], target[:, 30, 0, None, None]
        column = self.column.transpose(1, 2)
        within = within * torch.sigmoid((column - left) / self.SOFT) * torch.sigmoid((right - column) / self.SOFT)
        height = ((self.row - top) / (bottom - top + 0.02)).clamp(0, 1)
        return torch.stack([within, within * height], 1)


class Painter(nn.Module):
    def __init__(self, widths=(16, 32, 80, 144), decode=(80, 40, 24, 16), told=64):
        super().__init__()
        a, b, c, d = widths
        w, x, y, z = decode
        self.register_buffer("everywhere", places(SIZE, 0, SIZE), persistent=False)
        self.register_buffer("target", places(SIZE - TOP, TOP, SIZE), persistent=False)
        self.tell = nn.Sequential(nn.Linear(COMPONENTS, told), nn.ReLU(), nn.Linear(told, told), nn.ReLU())
        # Eight channels, not six: WebGPU backends are known to compute a convolution of six wrongly.
        self.down1 = Conv(8, a, 2)
        self.down2 = nn.Sequential(Conv(a, b, 2), Conv(b, b))
        self.down3 = nn.Sequential(Conv(b, c, 2), Residual(c))
        self.down4 = nn.Sequential(Conv(c, d, 2), Residual(d))
        self.geometry = Geometry(d)
        self.move = Move()
        self.up3 = Up(d, c, w, told)
        self.up2 = Up(w, b, x, told)
        self.up1 = Up(x, a, y, told)
        self.flow = nn.Conv2d(y, 2, 3, 1, 1)
        self.fine = nn.Conv2d(y, z, 1)
        self.near = nn.Conv2d(8, z, 3, 1, 1)
        self.last = nn.Sequential(Conv(z, z), nn.Conv2d(z, 4, 3, 1, 1))
        nn.init.zeros_(self.flow.weight), nn.init.zeros_(self.flow.bias)

    def parts(self, faces, shape, teach=None):
        """What the answer is mixed from, rows TOP and below: moved reference, paint, share of the paint, the flow's
        share that is not the points', and both sets of points. `teach` may replace the points found."""
        told = self.tell(shape)
        seen = torch.cat([faces, self.everywhere + 0 * faces[:, :2]], 1)
        e1 = self.down1(seen)
        e2 = self.down2(e1)
        e3 = self.down3(e2)
        e4 = self.down4(e3)
        points = self.geometry(e4, shape)
        used = teach(*points) if teach else points
        # From a quarter of the size on only the rows that are painted.
        d3 = self.up3(e4, e3, told)[:, :, TOP // 8 :]
        d2 = self.up2(d3, e2[:, :, TOP // 4 :], told)
        d1 = self.up1(d2, e1[:, :, TOP // 2 :], told)
        # Where training runs in half precision, places must not.
        more = REACH * torch.tanh(F.interpolate(self.flow(d1), scale_factor=2, mode="bilinear", align_corners=False).float())
        flow = self.move.flow(*used) + more
        moved = F.grid_sample(faces[:, 3:], (self.target + flow).permute(0, 2, 3, 1), mode="bilinear", padding_mode="border", align_corners=False)
        inside = self.move.inside(used[1])
        near = torch.cat([moved, faces[:, :3, TOP:], inside], 1)
        d0 = torch.relu(F.interpolate(self.fine(d1), scale_factor=2, mode="nearest") + self.near(near))
        paint, share = self.last(d0).float().split([3, 1], 1)
        return moved, torch.sigmoid(paint), torch.sigmoid(share - 2 + 4 * inside[:, :1]), more, points

    def forward(self, faces, shape):
        moved, paint, share, _, _ = self.parts(faces, shape)
        made = moved + share * (paint - moved)
        return torch.cat([faces[:, :3, :HALF], made[:, :, HALF - TOP :]], 2)


class Mini(nn.Module):
    def __init__(self):
        super().__init__()
        self.sound, self.painter = Sound(), Painter()

    def forward(self, mel, faces):
        return self.painter(faces, self.sound(mel))
