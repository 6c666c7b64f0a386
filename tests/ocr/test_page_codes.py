"""QR codes as they come on certificates: sharp, small, pale, turned, and none at all."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from ocr.engines import Picture
from ocr.page_codes import code_in, read_codes

PAYLOAD = "http://www.szcredit.com.cn/web/GSZJGSPT/QyxyDetail.aspx?rid=8a8084546ce0%26cid=91440300MA5FTB8E35"
REAL = Path(__file__).parents[3] / "shared" / "real"


def qr_code(payload: str, module: int) -> Picture:
    barcode = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
    grey = np.array(zxingcpp.write_barcode_to_image(barcode, scale=module))
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


def page_with(code: Picture, angle: float = 0) -> Picture:
    page = np.full((1000, 1400, 3), 244, np.uint8)
    page[300 : 300 + code.shape[0], 900 : 900 + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((700, 500), angle, 1)
    return np.asarray(cv2.warpAffine(page, turn, (1400, 1000), borderValue=(244, 244, 244)), np.uint8)


@pytest.mark.parametrize("angle", [0, 8, 90, 180])
def test_a_code_is_read_at_any_angle(angle: float) -> None:
    assert read_codes(page_with(qr_code(PAYLOAD, 4), angle)) == (PAYLOAD,)


def test_a_small_soft_pale_code_is_read() -> None:
    soft = cv2.GaussianBlur(page_with(qr_code(PAYLOAD, 2)), (0, 0), 0.8)
    pale = np.asarray(150 + soft.astype(np.float32) * 0.35, np.uint8)
    assert read_codes(pale) == (PAYLOAD,)


def test_several_codes_are_each_told_once() -> None:
    page = np.concatenate(
        [page_with(qr_code(PAYLOAD, 4)), page_with(qr_code("第二个", 4)), page_with(qr_code(PAYLOAD, 4))]
    )
    assert sorted(read_codes(page)) == sorted([PAYLOAD, "第二个"])


@pytest.mark.parametrize("shape", [(1, 1, 3), (30, 2000, 3), (1000, 1400, 3)])
def test_no_code_no_payload(shape: tuple[int, int, int]) -> None:
    assert read_codes(np.full(shape, 200, np.uint8)) == ()


# The project stands without these pictures; the codes that it draws itself are read in the tests above.
@pytest.mark.skipif(not REAL.is_dir(), reason="the pictures that lie beside the project are not there")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("01-wejxbb-sztubb.com.jpg", "91440300MA5FTB8E35"),
        ("03-xunhang-website-Home.png", "91420111MADANHD04J"),
        ("05-persilee-notice_board.jpg", "914403003059288389"),
    ],
)
def test_codes_of_real_licences(name: str, code: str) -> None:
    picture = cv2.imread(str(REAL / name))
    assert picture is not None
    assert [code_in(payload) for payload in read_codes(np.asarray(picture, np.uint8))] == [code]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (PAYLOAD, "91440300MA5FTB8E35"),
        ("https://zzapp.gsxt.gov.cn/ebl?parm=%7B%22ei%22%3A%2291420111MADANHD04J%22%7D", "91420111MADANHD04J"),
        ("id=91420111madanhd04j", "91420111MADANHD04J"),
        ("914403003059288380", "914403003059288380"),
        ("rid=914403003059288380&cid=914403003059288389", "914403003059288389"),
        ("http://www.gsxt.gov.cn/%7B4ea8a8e77da533bc25bafed7a", None),
        ("1914403003059288389", None),
        ("", None),
    ],
)
def test_the_credit_code_in_a_payload(payload: str, code: str | None) -> None:
    assert code_in(payload) == code
