"""Make halfaccent.jsonl from the hand-written halfaccent-targets.txt (seeded).

Each word is damaged on its own: 45 % untouched, 25 % stripped of everything,
15 % tone mark dropped only, 15 % vowel-shape marks and the bar of d dropped but tone kept.
"""

import json
import pathlib
import random
import unicodedata

HERE = pathlib.Path(__file__).parent
SEED = 20261125
TONES = set("\u0300\u0301\u0303\u0309\u0323")
SHAPES = set("\u0302\u0306\u031b")


def drop(word: str, tones: bool, shapes: bool) -> str:
    """A word without its tone mark, without its letters' shapes, or without either."""
    out = []
    for char in unicodedata.normalize("NFD", word):
        if (tones and char in TONES) or (shapes and char in SHAPES):
            continue
        if shapes and char in "đĐ":
            char = "d" if char == "đ" else "D"
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def damage(sentence: str, rng: random.Random) -> str:
    """A sentence some of whose words lost accents."""
    words = []
    for word in sentence.split(" "):
        roll = rng.random()
        if roll < 0.45:
            words.append(word)
        elif roll < 0.70:
            words.append(drop(word, tones=True, shapes=True))
        elif roll < 0.85:
            words.append(drop(word, tones=True, shapes=False))
        else:
            words.append(drop(word, tones=False, shapes=True))
    return " ".join(words)


def main() -> None:
    """Write the set."""
    rng = random.Random(SEED)
    targets = (HERE / "halfaccent-targets.txt").read_text(encoding="utf-8").splitlines()
    with (HERE / "halfaccent.jsonl").open("w", encoding="utf-8") as out:
        for target in targets:
            pair = {"input": damage(target, rng), "target": target}
            out.write(json.dumps(pair, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
