"""One invented translation in each of the publisher's layouts; names, shelfmarks and addresses are invented too."""

BODY_LINES = (
    "HIGHLY CONFIDENTIAL!",
    "N o t e",
    "About the Talks of the Head Gardener [Karl Beet] with the Chairman of the Beekeepers",
    "Participants:",
    "Comrade Imker – Chairman",
    "Comrade Wabe – Interpreter",
    "Comrade Imker:",
    "Welcome to our meadow. The bees have been waiting since 3 May.",
    "Comrade Beet:",
    "Many thanks. We brought clover.[1]",
)

CITATION = (
    '"Note on the Talks between the Gardeners and the Beekeepers", July 11, 1981, {archive}, '
    "Office for Meadows and Hedges (OMH), MfG, MfG, ZAIG 4711, pp. 3-17. "
    "Translated from German for CWIHP by Berta Schäferin."
)
SUMMARY = "Gardeners and beekeepers talk about clover. Nobody is stung."
CREDITS = "This document was made possible with support from the Clover Foundation"
ADDRESS = "https://digitalarchive.wilsoncenter.org/document/199999"

PDF_NEW = "\n\n".join(
    (
        "July 11, 1981",
        "Note on the Talks between the Gardeners and the Beekeepers",
        "Citation:",
        CITATION.format(archive="Wilson Center Digital Archive"),
        f"<{ADDRESS}>",
        "Summary:",
        SUMMARY,
        "Credits:",
        CREDITS,
        "Original Language:",
        "German",
        "Contents:",
        "Translation - English",
        *BODY_LINES,
    )
)

PDF_OLD = "\n".join(
    (
        "Digital Archive",
        "International History Declassified",
        "digitalarchive.wilsoncenter.org",
        "July 11, 1981",
        "Note on the Talks between the Gardeners and the Beekeepers",
        "Citation:",
        CITATION.format(archive="History and Public Policy Program Digital Archive"),
        ADDRESS,
        "Summary:",
        SUMMARY,
        "Credits:",
        CREDITS,
        "Original Language:",
        "German",
        "Contents:",
        "English Translation",
        *BODY_LINES,
    )
)

PDF_OLD_ON_ONE_LINE = " ".join(PDF_OLD.split("\n"))

SITE_NEW = "\n\n".join(
    (
        "Skip to content",
        "July 11, 1981",
        "Note on the Talks between the Gardeners and the Beekeepers",
        CREDITS,
        *BODY_LINES[1:],
        "Document Information",
        "Source",
        "Office for Meadows and Hedges (OMH), MfG, ZAIG 4711, pp. 3-17. Translated from German by Berta Schäferin.",
        "Language",
        "German",
        "Record ID",
        "199999",
    )
)

SITE_NEW_HTML = """<!DOCTYPE html><html><head><title>Note on the Talks | Archive</title>
<link rel="canonical" href="https://digitalarchive.wilsoncenter.org/document/199999"></head><body>
<a href="#main">Skip to content</a><main><p>July 11, 1981</p>
<h1>Note on the Talks between the Gardeners and the Beekeepers</h1>
<p>This document was made possible with support from the Clover Foundation</p>
<div><p>N o t e</p><p>About the 5<sup>th</sup> Talk of the Head Gardener [Karl Beet]</p><p>Comrade Imker:</p>
<p>Welcome to our&nbsp;meadow. The bees have been waiting.</p>
<ul><li>clover;</li><li>lime trees.</li></ul></div></main></body></html>
"""

SITE_OLD = (
    "Note on the Talks between the Gardeners and the Beekeepers July 11, 1981\n".replace(" July 11, 1981", "")
    + "July 11, 1981 Note on the Talks between the Gardeners and the Beekeepers\n"
    + "CITATION SHARE DOWNLOAD\n"
    + f"{SUMMARY} {CREDITS}\n"
    + "VIEW DOCUMENT IN English\n"
    + " ".join(BODY_LINES)
)

DOSSIER = """
Cooperation between Gardeners and Beekeepers: A Documentary Overview

Gardeners and beekeepers have worked together for long (Document 1).[1]

Document 1 – MfG, Report on the Meetings with the Beekeepers

30 November - 1 December 1964

BStU, MfS, SdM 9576, p. 1-30. German Original [PDF] available from nobody.


Document 2 – Agreement on Clover between the Gardeners and the Beekeepers of the North

6 December 1973

BStU, MfS, BdL/Dok. Nr. 901862. German Original [PDF] available from nobody.


Document 3 – Karl Beet, HGA, MfG, Note regarding the Results of the Tasting, Two Experts on Honey Included

14-18 August 1984

BStU, MfS, ZAIG 95384, p. 16. German Original [PDF] available from nobody.
"""

DUMP = (
    "Digital Archive International History Declassified digitalarchive wilsoncenter org July 11 1981 Note on the Talks "
    + "the bees have been waiting since the third of May and the clover is high and nobody knows why it rains so much "
    * 12
)
