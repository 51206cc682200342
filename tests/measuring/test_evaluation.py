from pathlib import Path

import pytest

from align.errors import FormatError, UnreadableFileError, UsageError
from align.exchange.pairs import vecalign_line
from align.measuring import evaluate, evaluate_paths, find_sets, load_set, pool, read_beads, read_ladder
from align.model import Bead
from tests.measuring.ladders import beads


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_ladder_of_any_spacing_is_read(tmp_path: Path) -> None:
    text = "\ufeff# drafted\n[0]:[0]\n\n [2, 1]:[ 1 ,2]\r\n[3]:[]\n[]:[3]:\n".replace("[3]:\n", "[3]\n")
    assert read_beads(_write(tmp_path / "a", text)) == beads(((0,), (0,)), ((1, 2), (1, 2)), ((3,), ()), ((), (3,)))


def test_the_third_field_that_align_writes_is_the_confidence(tmp_path: Path) -> None:
    written = beads(((0,), (0,)), confidence=0.97314) + beads(((1, 2), ()), confidence=1.0)
    ladder = read_ladder(_write(tmp_path / "a", "".join(map(vecalign_line, written))))
    assert ladder.has_confidence
    assert [bead.confidence for bead in ladder.beads] == [0.9731, 1.0]


@pytest.mark.parametrize(
    "text", ["[0]:[0]:0.5\n[1]:[1]:1.25\n", "[0]:[0]:0.5000\n[1]:[1]\n", "[0]:[0]:1.5000\n", "[0]:[0]\n", ""]
)
def test_costs_and_missing_fields_are_no_confidence(tmp_path: Path, text: str) -> None:
    ladder = read_ladder(_write(tmp_path / "a", text))
    assert (ladder.has_confidence, ladder.unsaid) == (False, False)


@pytest.mark.parametrize("text", ["[0]:[0]:0.221532\n[1]:[]:0.000000\n", "[0]:[0]:0.5\n", "[0]:[0]:0.5000\n[1]:[]:0\n"])
def test_numbers_from_0_to_1_are_costs_unless_the_reader_knows_better(tmp_path: Path, text: str) -> None:
    path = _write(tmp_path / "a", text)
    ladder = read_ladder(path)
    assert (ladder.has_confidence, ladder.unsaid, ladder.beads[0].confidence) == (False, True, 1.0)
    told = read_ladder(path, confidence=True)
    assert (told.has_confidence, told.unsaid, told.beads[0].confidence < 1) == (True, False, True)


def test_who_says_that_numbers_are_costs_is_believed(tmp_path: Path) -> None:
    ladder = read_ladder(_write(tmp_path / "a", "[0]:[0]:0.5000\n"), confidence=False)
    assert (ladder.has_confidence, ladder.unsaid) == (False, False)


@pytest.mark.parametrize("line", ["[1]:[1]:1.25", "[1]:[1]", '{"source_index": [1], "target_index": [1]}'])
def test_what_cannot_be_a_confidence_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(FormatError, match="a, line 3, has no confidence"):
        read_ladder(_write(tmp_path / "a", f"[0]:[0]:0.9\n\n{line}\n"), confidence=True)


def test_an_evaluation_says_which_numbers_it_takes_for_costs(tmp_path: Path) -> None:
    gold = _write(tmp_path / "gold", "[0]:[0]\n")
    test = _write(tmp_path / "test", "[0]:[0]:0.22\n")
    evaluation = evaluate_paths(gold, test)
    assert [remark.split(":")[0] for remark in evaluation.remarks] == [str(test)]
    assert evaluation.pooled.calibration_error is None
    told = evaluate_paths(gold, test, confidence=True)
    assert told.remarks == ()
    assert told.pooled.calibration_error == pytest.approx(0.78)


def test_json_lines_of_a_pairing_are_a_ladder(tmp_path: Path) -> None:
    text = '{"source_index": [0, 1], "target_index": [], "source": ["a", "b"], "confidence": 0.25}\n'
    assert read_ladder(_write(tmp_path / "a", text)).beads == (Bead((0, 1), (), 0.25),)


@pytest.mark.parametrize(
    "line",
    [
        "0:0",
        "[0]",
        "[0]:[1",
        "[-1]:[0]",
        "[a]:[0]",
        "[0]:[0]:sure",
        "[0]:[0]:.",
        "[]:[]",
        "[0,]:[1,,2]",
        "{}",
        '{"source_index": 5, "target_index": [1]}',
        '{"source_index": ["5"], "target_index": [1]}',
        '{"source_index": [5], "target_index": [1], "source": [], "target": ["a"]}',
        "[" + "9" * 5000 + "]:[0]",
    ],
)
def test_a_line_that_is_no_bead_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    with pytest.raises(FormatError, match="line 3"):
        read_beads(_write(tmp_path / "a", f"[0]:[0]\n\n{line}\n"))


def test_a_sentence_in_two_beads_is_refused_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="a has sentence 0 in two places"):
        read_beads(_write(tmp_path / "a", "[0]:[0]\n[0]:[1]\n"))


def test_a_run_with_its_own_splitting_is_compared_by_words_and_says_so(tmp_path: Path) -> None:
    _write(tmp_path / "src.txt", "Der Apfel ist rot.\nDie Birne ist gelb.\nGruß.\n")
    _write(tmp_path / "tgt.txt", "The apple is red.\nThe pear is yellow.\n")
    _write(tmp_path / "gold.txt", "[0,1]:[0]\n[]:[1]\n[2]:[]\n")
    run = _write(
        tmp_path / "beads.jsonl",
        '{"source_index": [0], "target_index": [0], "source": ["DER Apfel ist rot. Die Bime ist gelb."],'
        ' "target": ["The apple is red."], "confidence": 0.9}\n'
        '{"source_index": [], "target_index": [1], "source": [], "target": ["The pear is yellow."], "confidence": 1}\n'
        '{"source_index": [1], "target_index": [], "source": ["Gruss."], "target": [], "confidence": 0.7}\n'
        '{"source_index": [2], "target_index": [], "source": ["~ %"], "target": [], "confidence": 0.1}\n',
    )
    scores = evaluate_paths(tmp_path, run).pooled
    assert (scores.strict.precision, scores.strict.recall, scores.null.f1) == (1.0, 1.0, 1.0)
    assert "|by-words|" in scores.signature
    assert len(scores.judged) == 3


def test_json_lines_over_the_same_sentences_are_compared_by_index(tmp_path: Path) -> None:
    _write(tmp_path / "src.txt", "Ja.\nJa.\n")
    _write(tmp_path / "tgt.txt", "Yes.\n")
    _write(tmp_path / "gold.txt", "[0]:[0]\n[1]:[]\n")
    run = _write(
        tmp_path / "beads.jsonl",
        '{"source_index": [0], "target_index": [], "source": ["Ja."], "target": []}\n'
        '{"source_index": [1], "target_index": [0], "source": ["Ja."], "target": ["Yes."]}\n',
    )
    scores = evaluate_paths(tmp_path, run).pooled
    assert "by-words" not in scores.signature
    assert scores.strict.hits == 0


def test_an_index_past_the_end_is_refused_with_its_line(tmp_path: Path) -> None:
    path = _write(tmp_path / "a", "[0]:[0]\n\n[3, 4]:[2]\n")
    assert len(read_beads(path, sources=5, targets=3)) == 2
    with pytest.raises(FormatError, match="a, line 3, speaks of source sentence 4, but there are 4 sentences"):
        read_beads(path, sources=4)
    with pytest.raises(FormatError, match="a, line 1, speaks of target sentence 0, but there are 0 sentences"):
        read_beads(path, targets=0)


@pytest.mark.parametrize("wrong", ["gold.txt", "test.txt"])
@pytest.mark.parametrize(("line", "side"), [("[1]:[2]", "target sentence 2"), ("[2]:[1]", "source sentence 2")])
def test_texts_beside_the_gold_bound_both_ladders(tmp_path: Path, wrong: str, line: str, side: str) -> None:
    for name in ("src.txt", "tgt.txt"):
        _write(tmp_path / name, "Eins.\nZwei.\n")
    for name in ("gold.txt", "test.txt"):
        _write(tmp_path / name, f"[0]:[0]\n{line if name == wrong else '[1]:[1]'}\n")
    with pytest.raises(FormatError, match=rf"{wrong}, line 2, speaks of {side}, but there are 2"):
        evaluate_paths(tmp_path / "gold.txt", tmp_path / "test.txt")


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xe4")
    for name in ("latin", "missing", "."):
        with pytest.raises(UnreadableFileError):
            read_beads(tmp_path / name)


def test_the_parts_of_a_prediction_are_pooled_bead_by_bead() -> None:
    right = evaluate(beads(((0,), (0,))), beads(((0,), (0,)), confidence=0.9), signature="one")
    gold = beads(((0,), (0,)), ((1,), (1,)))
    wrong = evaluate(gold, beads(((0, 1), (0, 1)), confidence=0.4), signature="two")
    pooled = pool([right, wrong])
    assert pooled.strict.precision == 0.5
    assert pooled.calibration_error == pytest.approx(0.5 * 0.1 + 0.5 * 0.4)
    assert pooled.caught[0.05] == 1.0
    assert pooled.signature == "one + two"


def test_without_confidence_no_calibration_is_made_up() -> None:
    scores = evaluate(beads(((0,), (0,))), beads(((0,), (0,))), confidence=False)
    assert (scores.calibration_error, scores.caught, scores.bins, scores.curve) == (None, {}, (), ())
    sure = evaluate(beads(((0,), (0,))), beads(((0,), (0,))))
    assert pool([scores, sure]).calibration_error is None


def test_where_there_is_no_error_none_is_caught() -> None:
    right = evaluate(beads(((0,), (0,))), beads(((0,), (0,)), confidence=0.9))
    assert set(right.caught.values()) == {None}
    wrong = evaluate(beads(((0,), (0,))), beads(((0,), (1,)), confidence=0.9))
    assert set(wrong.caught.values()) == {1.0}
    assert pool([right, wrong]).caught[0.2] == 0.5


def test_a_file_is_scored_against_a_file(tmp_path: Path) -> None:
    gold = _write(tmp_path / "gold", "[0]:[0]\n[1]:[]\n")
    test = _write(tmp_path / "test", "[0]:[0]:0.9\n[1]:[]:0.8\n")
    evaluation = evaluate_paths(gold, test)
    assert evaluation.pooled.strict.f1 == 1.0
    assert list(evaluation.texts) == ["gold"]
    assert "measure:vecalign-score" in evaluation.pooled.signature


@pytest.mark.parametrize("place", ["a.txt", "a.beads.jsonl", "a/found.txt"])
def test_folders_are_scored_text_by_text_and_pooled(tmp_path: Path, place: str) -> None:
    _write(tmp_path / "gold/a/gold.txt", "[0]:[0]\n")
    _write(tmp_path / "gold/b/gold.txt", "[0]:[0]\n[1]:[1]\n")
    _write(tmp_path / "test" / place, "[0]:[0]\n")
    _write(tmp_path / "test/b.txt", "[0]:[1]\n[1]:[0]\n")
    evaluation = evaluate_paths(tmp_path / "gold", tmp_path / "test")
    assert [scores.strict.f1 for scores in evaluation.texts.values()] == [1.0, 0.0]
    assert evaluation.pooled.strict.precision == pytest.approx(1 / 3)


def test_a_folder_of_ladders_is_gold_too(tmp_path: Path) -> None:
    _write(tmp_path / "gold/a.txt", "[0]:[0]\n")
    _write(tmp_path / "test/a.txt", "[0]:[0]\n")
    assert evaluate_paths(tmp_path / "gold", tmp_path / "test").pooled.strict.f1 == 1.0


def test_what_is_no_ladder_in_a_folder_of_ladders_is_left_out_and_named(tmp_path: Path) -> None:
    _write(tmp_path / "gold/a.txt", "[0]:[0]\n")
    _write(tmp_path / "gold/empty.txt", "# a text without sentences\n")
    _write(tmp_path / "gold/README", "Gold ladders, like this:\n\n[0,1]:[0]\n\nEvery bead was read by two people.\n")
    _write(tmp_path / "gold/.hidden", "nothing\n")
    (tmp_path / "gold/picture.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "gold/notes").mkdir()
    for name in ("a.txt", "empty.txt"):
        _write(tmp_path / "test" / name, "")
    evaluation = evaluate_paths(tmp_path / "gold", tmp_path / "test")
    assert list(evaluation.texts) == ["a", "empty"]
    assert evaluation.remarks == (f"Not gold, left out of {tmp_path / 'gold'}: README, notes, picture.png.",)


def test_a_folder_without_gold_among_sets_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "sets/a/gold.txt", "[0]:[0]\n")
    _write(tmp_path / "sets/more/b/gold.txt", "[0]:[0]\n")
    evaluation = evaluate_paths(tmp_path / "sets", _write(tmp_path / "a.txt", "[0]:[0]\n"))
    assert list(evaluation.texts) == ["a"]
    assert evaluation.remarks == (f"Not gold, left out of {tmp_path / 'sets'}: more.",)


def test_a_gold_ladder_with_a_fault_is_no_stray_file(tmp_path: Path) -> None:
    _write(tmp_path / "gold/a.txt", "[0]:[0]\n[1;[1]\n")
    with pytest.raises(FormatError, match="line 2"):
        evaluate_paths(tmp_path / "gold", _write(tmp_path / "a.txt", ""))


def test_two_gold_ladders_of_one_text_are_refused(tmp_path: Path) -> None:
    for name in ("a", "a-1.txt", "a.txt"):
        _write(tmp_path / "gold" / name, "")
    with pytest.raises(UsageError, match=r"two ladders for 'a': a, a\.txt"):
        evaluate_paths(tmp_path / "gold", tmp_path / "gold")


def test_sets_that_lie_too_deep_are_pointed_to(tmp_path: Path) -> None:
    _write(tmp_path / "pool/natural/a/gold.txt", "[0]:[0]\n")
    with pytest.raises(UnreadableFileError, match=f"no deeper: give {tmp_path / 'pool/natural'}"):
        evaluate_paths(tmp_path / "pool", tmp_path)


def test_what_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "gold/a/gold.txt", "[0]:[0]\n")
    _write(tmp_path / "gold/b/gold.txt", "[0]:[0]\n")
    _write(tmp_path / "test/a.txt", "[0]:[0]\n")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFileError, match="no ladder for 'b'"):
        evaluate_paths(tmp_path / "gold", tmp_path / "test")
    with pytest.raises(UsageError, match="holds 2 gold ladders"):
        evaluate_paths(tmp_path / "gold", tmp_path / "test/a.txt")
    with pytest.raises(UnreadableFileError, match="no gold ladder"):
        evaluate_paths(tmp_path / "empty", tmp_path / "test")
    _write(tmp_path / "test/a.jsonl", "[0]:[0]\n")
    with pytest.raises(UsageError, match="several files"):
        evaluate_paths(tmp_path / "gold/a", tmp_path / "test")


def test_a_set_is_loaded_with_its_languages_and_a_hash(tmp_path: Path) -> None:
    _write(tmp_path / "x/src.txt", "Eins.\nZwei.\u2028Immer noch zwei.\n\n")
    _write(tmp_path / "x/tgt.txt", "Un.\r\nDeux.")
    _write(tmp_path / "x/gold.txt", "[0]:[0]\n[1]:[1]\n[2]:[]\n")
    _write(tmp_path / "x/about.toml", 'target_language = "fr"\nartificial = true\n')
    (found,) = find_sets(tmp_path)
    loaded = load_set(found)
    assert loaded.source == ("Eins.", "Zwei.\u2028Immer noch zwei.", "")
    assert loaded.target == ("Un.", "Deux.")
    assert (loaded.name, loaded.target_language, loaded.artificial) == ("x", "fr", True)
    before = loaded.sha256
    _write(tmp_path / "x/tgt.txt", "Un.\nDeux!")
    assert load_set(found).sha256 != before


def test_gold_that_speaks_of_missing_sentences_is_refused(tmp_path: Path) -> None:
    _write(tmp_path / "src.txt", "Eins.\n")
    _write(tmp_path / "tgt.txt", "One.\n")
    _write(tmp_path / "gold.txt", "[0]:[1]\n")
    with pytest.raises(FormatError, match="there are 1 sentences"):
        load_set(tmp_path)
    _write(tmp_path / "gold.txt", "[0]:[0]\n")
    _write(tmp_path / "about.toml", "no toml")
    with pytest.raises(FormatError, match=r"about\.toml"):
        load_set(tmp_path)


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="No alignment set"):
        find_sets(tmp_path)


def test_the_sets_beside_the_project_load_and_score_one_against_themselves(shared: Path) -> None:
    folders = find_sets(shared / "eval")
    assert {"kafka", "luke", "textberg-dev"} <= {folder.name for folder in folders}
    for folder in folders:
        loaded = load_set(folder)
        scores = evaluate(loaded.gold, loaded.gold)
        assert scores.strict.f1 == 1.0
        assert scores.null.gold == sum(bead.is_null for bead in loaded.gold)
