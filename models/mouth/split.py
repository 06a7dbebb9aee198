"""Who is trained on, who is measured on, and how clips are named: `<speaker>_<clip>`, GRID's `s…`, HDTF's with a `z` before."""

#: GRID speakers that are never trained on.
HELD_OUT = ("s3", "s5", "s31", "s34")
#: The same person under two names: each pair stays on one side.
SAME_PERSON = (("zradio8", "zradio11-001"), ("zradio21-a", "zradio21-b"), ("zradio34-005", "zradio34-007", "zhdtf-radio34-512"),
               ("zradio13", "zradio56-000"))


def is_free(speaker):
    """Free speech: each clip is a speaker of its own."""
    return speaker.startswith("z")


def folds(speakers, count):
    """Free speakers in `count` groups of persons, to leave one out each time."""
    person = {name: group[0] for group in SAME_PERSON for name in group}
    people = sorted({person.get(speaker, speaker) for speaker in speakers if is_free(speaker)})
    return [[s for s in speakers if is_free(s) and people.index(person.get(s, s)) % count == fold] for fold in range(count)]


def versions(speaker):
    """How many other voices of each clip are heard."""
    if speaker in HELD_OUT or speaker.startswith("n"):
        return 0
    return 12 if is_free(speaker) else 1 if speaker == "s1" else 6
