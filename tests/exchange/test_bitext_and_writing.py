import errno
import os
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from align.collection import Entry
from align.errors import UsageError, WorkspaceError
from align.exchange import FORMATS, Bitext, Review, write_tmx, write_tsv, writer
from align.files import new_file
from align.model import Alignment, Bead, plain_sentences
from tests.exchange.samples import sample


def _with_beads(*beads: Bead, reviews: dict[int, Review] | None = None) -> Bitext:
    alignment = Alignment(plain_sentences("ab"), plain_sentences("x"), beads)
    return Bitext(sample().entry, alignment, reviews or {})


def test_a_sentence_in_no_bead_or_in_two_is_refused() -> None:
    with pytest.raises(UsageError, match="Sentence 1 of the source is in no bead"):
        _with_beads(Bead((0,), (0,)))
    with pytest.raises(UsageError, match="Sentence 0 of the source is in two beads"):
        _with_beads(Bead((0,), (0,)), Bead((0, 1), ()))
    with pytest.raises(UsageError, match="does not have"):
        _with_beads(Bead((0, 1, 2), (0,)))


def test_a_review_of_no_bead_and_ids_twice_are_refused() -> None:
    beads = (Bead((0,), (0,)), Bead((1,), ()))
    with pytest.raises(UsageError, match="review of bead 2"):
        _with_beads(*beads, reviews={2: Review()})
    with pytest.raises(UsageError, match="have the id '7-2'"):
        _with_beads(*beads, reviews={0: Review(bead_id="7-2")})


def test_an_id_with_white_space_is_refused_and_a_number_with_a_blank_gives_one_without() -> None:
    beads = (Bead((0, 1), (0,)),)
    with pytest.raises(UsageError, match="white space"):
        _with_beads(*beads, reviews={0: Review(bead_id="a b")})
    assert replace(_with_beads(*beads), entry=Entry("supplement 2")).bead_id(0) == "supplement_2-1"


def test_a_side_file_that_cannot_be_taken_away_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.left-out.tsv").mkdir()
    with pytest.raises(WorkspaceError, match="left-out"):
        write_tmx(_with_beads(Bead((0, 1), (0,))), tmp_path / "a.tmx")


def _write_half(path: Path) -> None:
    with new_file(path) as stream:
        stream.write(b"half of the ne")
        raise KeyboardInterrupt


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_unfinished_file_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        _write_half(path)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_is_reported_and_nothing_is_left(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        writer(name)(sample(), tmp_path / "a")
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
def test_the_system_s_own_report_of_a_full_disk_is_passed_on() -> None:
    with pytest.raises(WorkspaceError, match="No space left on device"):
        write_tsv(sample(), Path("/dev/full"))


def test_a_folder_that_cannot_be_written_to_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WorkspaceError, match="Choose another folder"):
        write_tsv(sample(), tmp_path / "file" / "a.tsv")
    with pytest.raises(WorkspaceError):
        write_tsv(sample(), tmp_path)
    assert _names(tmp_path) == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only folder")
def test_a_read_only_folder_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        write_tsv(sample(), tmp_path / "a.tsv")
    tmp_path.chmod(stat.S_IRWXU)


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.tsv").write_bytes(b"old")
    (tmp_path / "link.tsv").symlink_to("real.tsv")
    write_tsv(sample(), tmp_path / "link.tsv")
    assert (tmp_path / "link.tsv").is_symlink()
    assert (tmp_path / "real.tsv").read_bytes().startswith(b"document\t")


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_tsv(sample(), tmp_path / "pipe")
    reader.join(timeout=10)
    assert received[0].startswith(b"document\t")


@pytest.mark.parametrize("name", FORMATS)
def test_lone_surrogates_do_not_stop_an_export(tmp_path: Path, name: str) -> None:
    broken = sample()
    sentences = (replace(broken.alignment.source[0], text="a\ud800b", words=()), *broken.alignment.source[1:])
    broken = replace(broken, alignment=replace(broken.alignment, source=sentences))
    writer(name)(broken, tmp_path / "a")
    (tmp_path / "a").read_bytes().decode("utf-8")
