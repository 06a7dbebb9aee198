"""Figures and pictures of people held out."""
import numpy as np
import torch

from network import HALF, SIZE


def example(clip, frame, other):
    """One question in the engine's form: faces [6, 96, 96]; and the true face, 0 to 1."""
    true = clip.faces[frame, 1].astype("f4") / 255
    faces = np.concatenate([true, clip.faces[other, 0].astype("f4") / 255])
    faces[:3, HALF:] = 0
    return faces, true


def questions(clips, each=6):
    """Frames spread over each clip, the reference being the most closed mouth of it."""
    for clip in clips:
        for frame in np.linspace(3, len(clip.times) - 4, each).astype(int):
            yield clip, frame, int(clip.gap.argmin())


def mouth_box(clip, frame):
    """Rows and columns around the lips."""
    lips = clip.places[frame, 1, :40]
    (x1, y1), (x2, y2) = lips.min(0) - (0.06, 0.08), lips.max(0) + (0.06, 0.08)
    bound = lambda v, least: int(np.clip(round(v * SIZE), least, SIZE))
    return slice(bound(y1, HALF), bound(y2, HALF)), slice(bound(x1, 0), bound(x2, 0))


def ssim(a, b):
    """Mean structural similarity of two pictures [3, h, w], 0 to 1, over 7 x 7 windows."""
    a, b = (torch.tensor(x)[None] for x in (a, b))
    mean = lambda x: torch.nn.functional.avg_pool2d(x, 7, 1)
    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
    return (((2 * ma * mb + 1e-4) * (2 * cov + 9e-4)) / ((ma**2 + mb**2 + 1e-4) * (va + vb + 9e-4))).mean().item()


def energy(x):
    return (np.abs(np.diff(x, axis=-1)).mean() + np.abs(np.diff(x, axis=-2)).mean()).item()


def compare(made, true, box):
    """L1 in grey levels, PSNR in dB, SSIM, sharpness of the mouth over the true one's."""
    made, true = made[:, box[0], box[1]], true[:, box[0], box[1]]
    error = ((made - true) ** 2).mean()
    return np.array([255 * np.abs(made - true).mean(), -10 * np.log10(error + 1e-9), ssim(made, true), energy(made) / energy(true)])


def paint(painter, faces, shapes):
    painter.eval()
    with torch.no_grad():
        made = painter(torch.tensor(np.stack(faces)), torch.tensor(np.stack(shapes))).numpy()
    painter.train()
    return made


def mouth_numbers(painter, clips, shape_of=lambda clip, frame: clip.own[frame]):
    """Painted against true mouths, beside the reference's own mouth pasted: L1, PSNR, SSIM, sharpness."""
    asked = list(questions(clips))
    pictures = [example(*question) for question in asked]
    made = paint(painter, [faces for faces, _ in pictures], [shape_of(clip, frame) for clip, frame, _ in asked])
    own, pasted = [], []
    for (clip, frame, _), (faces, true), answer in zip(asked, pictures, made):
        box = mouth_box(clip, frame)
        own.append(compare(answer, true, box)), pasted.append(compare(faces[3:], true, box))
    return dict(painted=np.round(np.mean(own, 0), 3).tolist(), pasted=np.round(np.mean(pasted, 0), 3).tolist())


def contact_sheet(painter, clips, file, shape_of=lambda clip, frame: clip.own[frame]):
    """One row a person: reference, painted, true, and so on. Needs OpenCV."""
    import cv2

    people = {}
    for clip in clips:
        people.setdefault(clip.speaker, clip)
    rows = []
    for clip in people.values():
        asked = list(questions([clip], 5))
        pictures = [example(*question) for question in asked]
        made = paint(painter, [faces for faces, _ in pictures], [shape_of(c, f) for c, f, _ in asked])
        rows.append(np.concatenate([np.concatenate([faces[3:], answer, true], 2) for (faces, true), answer in zip(pictures, made)], 2))
    sheet = np.concatenate(rows, 1).transpose(1, 2, 0)
    cv2.imwrite(str(file), (255 * sheet.clip(0, 1)).astype("u1"))
