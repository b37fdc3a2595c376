import io

import pytest
from PIL import Image

from pos_desktop.core.errors import Code, EnvironmentProblem
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER


def test_a_picture_is_kept_once_under_what_it_shows(shop, tmp_path):
    path, file = tmp_path / "trà đào.jpg", io.BytesIO()
    Image.new("RGB", (400, 300), (9, 99, 9)).save(file, "JPEG")
    path.write_bytes(file.getvalue())
    by = shop.person(MANAGER).id
    names = {shop.desk.pictures.take(path, by) for _time in range(2)}
    assert [kept.name for kept in shop.desk.pictures.folder.iterdir()] == list(names)
    with refused(Code.NOT_ALLOWED, right="catalogue"):
        shop.desk.pictures.take(path, shop.person(CASHIER).id)


def test_what_is_no_picture_leaves_nothing(shop, tmp_path):
    path = tmp_path / "ảnh.png"
    path.write_text("<svg/>")
    by = shop.person(MANAGER).id
    with refused(Code.PICTURE_KIND):
        shop.desk.pictures.take(path, by)
    with pytest.raises(EnvironmentProblem):
        shop.desk.pictures.take(tmp_path / "không có.png", by)
    assert not shop.desk.pictures.folder.exists()
