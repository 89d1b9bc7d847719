import pytest

from sitegen import generations
from sitegen.output import ForeignOutputError


def test_the_link_moves_between_two_folders(tmp_path):
    link = tmp_path / "www"
    seen = []
    for text in ("one", "two", "three"):
        folder = generations.spare(link)
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(text)
        generations.publish(link, folder)
        seen.append((link / "index.html").read_text())
    assert seen == ["one", "two", "three"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["www", "www.a", "www.b"]
    assert not link.readlink().is_absolute()


def test_what_readers_see_is_never_the_folder_that_is_written(tmp_path):
    link = tmp_path / "www"
    folder = generations.spare(link)
    folder.mkdir()
    generations.publish(link, folder)
    assert generations.spare(link).resolve() != link.resolve()


def test_a_folder_in_the_place_of_the_link_is_left_alone(tmp_path):
    (tmp_path / "www").mkdir()
    with pytest.raises(ForeignOutputError, match=r"rename it once to www\.b"):
        generations.spare(tmp_path / "www")


def test_a_link_of_others_is_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "www").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ForeignOutputError, match="no generation"):
        generations.spare(tmp_path / "www")
