"""Makes everything that repair ships, from `shared/`, `texts/` and fetched words, by one command.

`python -m tools.repair [--pages N] [--language]`: pages are rendered and read (about 1.5 s a page and
processor), the channel is learnt from them, the language model counted, confidence calibrated on held-out
pages (which `--language` leaves as they are). The same seed gives the same tables on the same fonts and engine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from corpus.vietnamese import channel as channels
from corpus.vietnamese import ngrams as models
from corpus.vietnamese.ngrams import LanguageModel
from corpus.vietnamese.repair import Repairer
from tools.repair import calibrate, channel, fetch, ngrams, pairs, sources

_PAIRS = sources.PROJECT / "build" / "repair" / "pairs.jsonl"
_KEEPING = _PAIRS.with_name("pairs-fra.jsonl")  # by an engine that keeps some accents
_SHARE = 0.15  # of such pages
_HELD_OUT = 0.1  # share of the pages that calibration alone sees


def main() -> int:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=400, help="pages to be rendered and read")
    parser.add_argument(
        "--language", action="store_true", help="only count the language model anew"
    )
    options = parser.parse_args()
    if not sources.SHARED.is_dir():
        print(f"{sources.SHARED} is not there: nothing to train on", file=sys.stderr)
        return 1
    fetch.wheels()
    fetch.stories()
    if options.language:
        ngrams.build(models.SHIPPED, ngrams.training_lines(), ngrams.all_terms())
        return 0
    _PAIRS.parent.mkdir(parents=True, exist_ok=True)
    pairs.make(_PAIRS, options.pages)
    pages = pairs.load(_PAIRS)[: options.pages]
    some = round(_SHARE * options.pages)
    pairs.make(_KEEPING, some, language="fra")
    cut = round(len(pages) * (1 - _HELD_OUT))
    ngrams.build(models.SHIPPED, ngrams.training_lines(), ngrams.all_terms())
    tables = channel.learn([*pages[:cut], *pairs.load(_KEEPING)[:some]])
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "channel.json.gz"
        channel.save(tables, draft)
        model = LanguageModel(models.SHIPPED)
        repairer = Repairer(model, channels.Channel(draft, model.vocabulary))
        found = list(calibrate.judged(repairer, pages[cut:]))
    slope, offset = calibrate.fit(found)
    channel.save({**tables, "calibration": [round(slope, 3), round(offset, 3)]}, channels.SHIPPED)
    right = sum(is_right for _, is_right in found) / len(found)
    print(f"{len(pages)} pages; of {len(found)} held-out words {right:.3f} are read right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
