"""Labels above stems: none covers another or is crossed, and the largest come first."""

import random

from chartkit.evaluation.room_for_labels import Stem, label_widths


def test_a_taller_stem_takes_the_room() -> None:
    stems = [Stem(0.50, 0.6, "5"), Stem(0.505, 1.0, "6"), Stem(0.60, 0.6, "7")]
    assert label_widths(stems) == [None, 230, 230]


def test_labels_of_one_height_need_room_beside_each_other() -> None:
    stems = [Stem(0.50, 0.6, "1,234"), Stem(0.60, 0.6, "1,235"), Stem(0.70, 0.9, "1,236")]
    assert label_widths(stems) == [230, 530, 230]


def test_no_labels_at_any_width_overlap_or_are_crossed() -> None:
    draw = random.Random(0)
    stems = [Stem(at / 400, draw.random() ** 3, f"{at:,}") for at in range(400)]
    widths = label_widths(stems)
    for width_px in (230, 530):
        labelled = [stem for stem, least in zip(stems, widths, strict=True) if least is not None and least <= width_px]
        assert len(labelled) >= 5
        assert max(stems, key=lambda stem: stem.height) in labelled
        for one in labelled:
            reach = (7 * len(one.label) / 2 + 3) / width_px
            assert not any(abs(other.place - one.place) < reach and other.height > one.height for other in stems)
            boxes = [other for other in labelled if other is not one and abs(other.height - one.height) * 240 < 15]
            assert all(
                abs(other.place - one.place) * width_px >= 7 * (len(one.label) + len(other.label)) / 2 + 6
                for other in boxes
            )


def test_without_stems_there_is_nothing_to_label() -> None:
    assert label_widths([]) == []
