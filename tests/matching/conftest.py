"""Invented texts for matching: an English text and its German, told sentence by sentence."""

import pytest

from align.matching import Encoder, load_encoder

PAIRS = (
    ("Der Leuchtturm wurde im Jahre 1874 gebaut.", "The lighthouse was built in 1874."),
    ("Sein Wärter hieß Tscherenkow und sammelte Muscheln.", "Its keeper was called Cherenkov and collected shells."),
    ("Jeden Morgen kochte er Tee aus getrockneten Äpfeln.", "Every morning he made tea from dried apples."),
    ("Am Abend schrieb er lange Briefe an seine Schwester.", "In the evening he wrote long letters to his sister."),
    ("Die Post kam nur alle drei Wochen mit dem Boot.", "The mail came by boat only every three weeks."),
    ("Einmal blieb das Boot wegen des Eises 40 Tage aus.", "Once the boat stayed away for 40 days because of the ice."),
    ("Da aß der Wärter nur noch Zwieback und Salzgurken.", "Then the keeper ate nothing but rusks and pickles."),
    ("Im Frühling zählte er die Gänse auf den Klippen.", "In spring he counted the geese on the cliffs."),
    ("Er fand 212 Nester und zeichnete eine Karte.", "He found 212 nests and drew a map."),
    ("Die Karte hängt heute im Museum der Hafenstadt.", "Today the map hangs in the museum of the port."),
    ("Kinder lachen über die schiefen Buchstaben.", "Children laugh at the crooked letters."),
    ("Das Museum öffnet dienstags um neun Uhr.", "The museum opens on Tuesdays at nine o'clock."),
)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture
def german() -> list[str]:
    return [pair[0] for pair in PAIRS]


@pytest.fixture
def english() -> list[str]:
    return [pair[1] for pair in PAIRS]
