"""The sale that is played where there is no screen: twice in a row on one folder, and honest when it fails."""

from PySide6.QtGui import QImage

from pos_desktop.app import demo
from printing.virtual.decoder import decode


def test_it_sells_twice_and_leaves_its_pictures(qapp, tmp_path, capsys):
    for run in range(2):
        assert demo.play(qapp, tmp_path / "shop", tmp_path / "out") == 0
        names = sorted(path.name for path in (tmp_path / "out").iterdir())
        assert (("02-open-shift.png" in names), len(names)) == (run == 0, 10 - run)
        assert names[-2:] == ["receipt.bin", "receipt.png"]
        receipt = QImage(str(tmp_path / "out" / "receipt.png"))
        (piece,) = decode((tmp_path / "out" / "receipt.bin").read_bytes()).pieces
        assert receipt.size().toTuple() == piece.image().size
        assert {image.size().toTuple() for name in names[:-2] if (image := QImage(str(tmp_path / "out" / name)))} == {
            demo.SIZE
        }
    assert "receipt.png" in capsys.readouterr().out


def test_a_shop_without_what_it_needs_is_a_failure_that_says_why(qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(demo, "PIN", "135790")
    monkeypatch.setattr("pos_desktop.app.hands.PATIENCE_MS", 500)

    assert demo.play(qapp, tmp_path / "shop", tmp_path / "out") == 1

    assert "sign-in" in capsys.readouterr().err
    assert (tmp_path / "out" / "99-failed.png").exists()


def test_what_the_window_takes_is_no_mistake_where_there_is_no_screen():
    shop = ["--data", "shop", "--output", "out"]
    asked = demo._options().parse_args([*shop, "--printer", "tcp://127.0.0.1:9100", "--user", "Lan", "--demo"])
    assert (str(asked.data), str(asked.output), asked.lang) == ("shop", "out", "")
