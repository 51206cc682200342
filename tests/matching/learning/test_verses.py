"""What is learnt of texts in verses tells them, and where verses begin, and is the same each time."""

import numpy as np

from align.matching.learning.verses import learn_probe, learn_starts
from align.matching.lexical import LexicalEncoder
from align.matching.surface import look_at
from align.matching.verses import place_features
from align.model import plain_sentences
from tests.matching.test_genre import VERSES


def test_the_same_pairs_give_the_same_probe_and_it_tells_them_apart(german: list[str], english: list[str]) -> None:
    encoder = LexicalEncoder()
    sources = {"scripture": list(VERSES) * 8, "prose": list(zip(german, english, strict=True)) * 4}
    first, second = (learn_probe(sources, frozenset({"scripture"}), encoder) for _ in range(2))
    assert all(np.array_equal(first[name], second[name]) for name in ("direction", "offset"))
    direction, offset = first["direction"].astype(np.float64), float(first["offset"])
    for name, pairs in sources.items():
        for side in (0, 1):
            mean = encoder.encode([pair[side] for pair in pairs]).vectors.mean(axis=0, dtype=np.float64)
            assert (mean @ direction + offset > 0) == (name == "scripture")


def test_the_same_texts_give_the_same_and_it_tells_beginnings() -> None:
    long, short = "Und der König zog mit allem Volk hinab an den Fluss {}.", "So geschah es {}."
    texts = [[(long.format(k), short.format(k)) for k in range(start, start + 40)] for start in (0, 100)]
    encoder = LexicalEncoder()
    learnt, again = (learn_starts([[text] for text in texts], encoder) for _ in range(2))
    assert all(np.array_equal(learnt[name], again[name]) for name in learnt)
    for half, text in ((1, texts[0]), (0, texts[1])):
        sentences = [sentence for verse in text for sentence in verse]
        places = np.arange(1, len(sentences))
        features = place_features(encoder.encode(sentences), look_at(plain_sentences(sentences)), places)
        odds = features @ learnt["starts"][half].astype(np.float32) + learnt["starts offset"][half]
        assert ((odds > 0) == (places % 2 == 0)).all()
