"""Images: every kind of pixels arrives as it was, files byte for byte, and what is no image is one clear sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

import chartkit
from chartkit.diagnostics import ChartkitWarning, DataError
from chartkit.media import png
from chartkit.media.image_sizes import size_of

Kept = Callable[[Any], Any]
RNG = np.random.default_rng(0)
U8 = RNG.integers(0, 256, (5, 7, 3), dtype=np.uint8)


class Tensor:
    """What a tensor of PyTorch has of use here."""

    def __init__(self, array: Any) -> None:
        self.array = array
        self.shape = array.shape
        self.dtype = array.dtype

    def detach(self) -> Tensor:
        return self

    def cpu(self) -> Tensor:
        return self

    def permute(self, *axes: int) -> Tensor:
        return Tensor(self.array.transpose(axes))

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.array


def pixels(media: Any) -> Any:
    with PIL.Image.open(media.path) as image:
        return np.asarray(image)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (U8, U8),
        (U8[:, :, 0], U8[:, :, 0]),
        (U8[:, :, :1], U8[:, :, 0]),
        (U8[:, :, :2], U8[:, :, :2]),
        (U8[::2, ::-1], U8[::2, ::-1]),
        (U8.astype(">u2")[:, :, 0] * 257, U8[:, :, 0].astype(np.uint16) * 257),
        (U8.astype(np.int64), U8),
        (U8 / 255, U8),
        (U8.astype(np.float16) / 255, U8),
        (U8.astype(float), U8),
        (U8 / 255 * 2 - 1, U8),
        (U8[:, :, 0] > 100, np.where(U8[:, :, 0] > 100, 255, 0)),
        (Tensor(U8.transpose(2, 0, 1)), U8),
        (Tensor(U8[:, :, 0]), U8[:, :, 0]),
        (PIL.Image.fromarray(U8), U8),
    ],
)
def test_pixels_are_as_they_were(given: Any, expected: Any, kept: Kept) -> None:
    if isinstance(given, np.ndarray) and given.dtype.kind == "f" and given.min() >= 0 and given.max() <= 1:
        expected = np.round(np.asarray(given, float) * 255)
    found = kept(chartkit.Image(given))
    assert found.diagnostics == ()
    np.testing.assert_array_equal(pixels(found), expected)
    assert (found.facts["height"], found.facts["width"]) == expected.shape[:2]


def test_files_are_kept_byte_for_byte_as_they_were(kept: Kept) -> None:
    frames = [PIL.Image.fromarray(U8 // part) for part in (1, 2)]
    for name in ("a.png", "a.jpg", "a.bmp", "a.webp", "a.tif"):
        frames[0].save(name)
    frames[0].save("a.gif", save_all=True, append_images=frames[1:])
    Path("a.svg").write_text('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')
    Path("named.wrong").write_bytes(Path("a.jpg").read_bytes())
    files = [Path(name) for name in ("a.png", "a.jpg", "a.bmp", "a.webp", "a.tif", "a.gif", "a.svg", "named.wrong")]
    before = [file.read_bytes() for file in files]
    images = [chartkit.Image(file, caption=file.name) for file in files]
    for file in files:
        file.unlink()
    found = kept(images)
    assert [one.read_bytes() for one in found] == before
    assert [one.caption for one in found] == [file.name for file in files]
    assert [one.path.suffix for one in found] == [".png", ".jpg", ".bmp", ".webp", ".tif", ".gif", ".svg", ".jpg"]
    assert found[5].facts["width"] == 7


@pytest.mark.parametrize(
    "kind", ["jpeg", "progressive jpeg", "webp", "lossless webp", "webp exif", "png", "bmp", "gif"]
)
def test_the_size_is_read_from_the_header(kind: str) -> None:
    words = set(kind.split())
    exif = {"exif": b"Exif\0\0II*\0" + b"\xff\xc0\x00" * 9_000} if words & {"exif", "jpeg"} else {}
    file = io.BytesIO()
    (format,) = words - {"progressive", "lossless", "exif"}
    how: dict[str, Any] = dict.fromkeys(words & {"progressive", "lossless"}, True)
    PIL.Image.fromarray(U8).save(file, format, **how, **exif)
    assert size_of(file.getvalue()) == {"width": 7, "height": 5}
    assert [size_of(file.getvalue()[:end]) for end in (0, 2, 4, 7)] == [{}] * 4


@pytest.mark.parametrize("most_bytes", [0, 1 << 30])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_pngs_are_packed_without_loss(
    most_bytes: int, kind: Any, channels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(png, "_LARGE_BYTES", most_bytes)
    monkeypatch.setattr(png, "_ROWS_AT_ONCE_BYTES", 100)
    ramp = np.arange(37 * 21 * channels, dtype=kind).reshape(37, 21, channels) * kind(7)
    for array in (ramp, RNG.integers(0, np.iinfo(kind).max, ramp.shape, kind, endpoint=True)):
        with PIL.Image.open(io.BytesIO(png.png_bytes(array))) as image:
            found = np.asarray(image)
        # Pillow has no colours of 16 bits: it gives the upper eight.
        expected = array if kind is np.uint8 or channels == 1 else (array >> 8).astype(np.uint8)
        if kind is np.uint8 or channels != 2:
            np.testing.assert_array_equal(found.reshape(array.shape), expected)


def test_a_figure_is_the_picture_that_matplotlib_draws(kept: Kept) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1), dpi=50)
    figure.subplots().plot([1, 2])
    found = kept([chartkit.Image(figure), chartkit.Image(figure.axes[0], file_type="jpg")])
    assert [(one.path.suffix, one.facts["width"], one.facts["height"]) for one in found] == [
        (".png", 100, 50),
        (".jpg", 100, 50),
    ]
    with pytest.raises(DataError) as caught:
        chartkit.Image(Figure())
    assert caught.value.diagnostics[0].message == "You attempted to log an empty plot: the figure has no axes."


def test_modes_file_types_and_facts(kept: Kept) -> None:
    boxes = {"found": {"box_data": [{"position": {"minX": 0.1, "maxX": 0.2, "minY": 0.0, "maxY": 1.0}, "class_id": 1}]}}
    masks = {"truth": {"mask_data": U8[:, :, 0], "class_labels": {0: "road", 1: "car"}}}
    image = chartkit.Image(U8, mode="L", file_type="jpg", grouping=3, boxes=boxes, masks=masks, caption="c")
    found = kept(chartkit.Image(image, caption="d"))
    assert (found.path.suffix, pixels(found).shape, found.caption) == (".jpg", (5, 7), "d")
    assert found.facts["boxes"] == boxes
    mask = found.facts["masks"]["truth"]
    assert mask["class_labels"] == {0: "road", 1: "car"}
    with PIL.Image.open(found.path.parent / mask["file"]) as pixels_of_mask:
        np.testing.assert_array_equal(np.asarray(pixels_of_mask), U8[:, :, 0])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "I;16"])
def test_modes_of_pil(mode: str, kept: Kept) -> None:
    source = PIL.Image.fromarray(U8).convert("L").convert(mode) if mode.startswith("I") else PIL.Image.fromarray(U8)
    found = kept(chartkit.Image(source.convert(mode)))
    assert pixels(found).shape[:2] == (5, 7)


def test_a_list_of_images_and_one_in_a_nested_dict() -> None:
    with chartkit.init(project="p") as run:
        run.log({"all": [PIL.Image.fromarray(U8), chartkit.Image(U8)], "nested": {"image": chartkit.Image(U8), "n": 1}})
        run.log({"all": (chartkit.Image(U8),)})
    read = chartkit.Api().run(run.id)
    assert read.media_keys() == ("all", "nested.image")
    assert read.media_steps("all") == [0, 1]
    first = read.media("all", step=0)
    assert isinstance(first, list)
    assert [pixels(one).tolist() for one in first] == [U8.tolist()] * 2
    assert read.history()["nested.n"][0] == 1


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (
            np.array([[0.0, 1.5], [-0.25, 1.0]]),
            "CK646 the image's floats go from -0.25 to 1.5; they are read as -1..1, the rest is clipped.\n"
            "help: scale floats to 0..1, or give uint8.",
        ),
        (
            np.array([[0, 300], [-2, 1]]),
            "CK646 the image's integers go from -2 to 300; they are read as 0..255, the rest is clipped.\n"
            "help: scale floats to 0..1, or give uint8.",
        ),
        (
            np.array([[0.5, np.nan], [np.inf, 1.0]]),
            "CK646 2 of the image's 4 numbers are NaN or infinite, which are drawn as 0.",
        ),
    ],
)
def test_numbers_out_of_range_are_said(array: Any, message: str) -> None:
    globals().pop("__warningregistry__", None)
    with chartkit.init(project="p") as run, pytest.warns(ChartkitWarning) as caught:
        run.log({"value": chartkit.Image(array)})
    assert [str(warning.message) for warning in caught] == [message]
    assert [str(one) for one in chartkit.Api().run(run.id).diagnostics] == [message]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("cat.png", "CK641 Image is read from 'cat.png', which is not there.\nhelp: did you mean 'cats.png'?"),
        ("empty.png", "CK640 Image is read from 'empty.png', which has no bytes."),
        ("text.png", "CK640 Image is read from 'text.png', which is no image: it begins with b'hello'."),
        (".", "CK641 Image is read from '.', which is no file."),
        (5, "CK640 Image takes a path, an array, a PIL image or a matplotlib figure; found 5 (int)."),
        (np.zeros((0, 4)), "CK640 Image takes height × width or height × width × 1, 3 or 4 channels; found 0 × 4.\n"
         "help: it has no pixels."),
        (np.zeros((3, 8, 8)), "CK640 Image takes height × width or height × width × 1, 3 or 4 channels;"
         " found 3 × 8 × 8.\n"
         "help: the channels come last: array.transpose(1, 2, 0)."),
        (np.zeros((2, 3, 8, 8)), "CK640 Image takes height × width or height × width × 1, 3 or 4 channels;"
         " found 2 × 3 × 8 × 8.\n"
         "help: give each its own Image: run.log({'images': [Image(one) for one in batch]})."),
        (np.array([["a"]]), "CK640 Image takes pixels that are numbers; found an array of <U1."),
    ],
)  # fmt: skip
def test_what_is_no_image_is_refused(value: Any, message: str) -> None:
    Path("cats.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("empty.png").touch()
    Path("text.png").write_text("hello")
    with pytest.raises(DataError) as caught:
        chartkit.Image(value)
    assert str(caught.value) == message


def test_a_damaged_image_that_pillow_cannot_read() -> None:
    buffer = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    Path("a.png").write_bytes(buffer.getvalue())
    with pytest.raises(DataError, match="CK644 Pillow cannot write that image"):
        chartkit.Image("a.png", mode="L")
