"""The training of the demo: handwritten digits, a linear classifier, one `Epoch` after the other.

Everything is seeded: each run of the demo gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from chartkit.diagnostics import ChartkitError

N_EPOCHS = 12
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one pass over the training images gave; the three lists hold one entry for each test image."""

    number: int
    train_loss: float
    test_loss: float
    accuracy: float
    actual: list[int]
    predicted: list[int]
    confidence: list[float]
    """The probability given to the right digit."""


def train() -> Iterator[Epoch]:
    """Train on 1,347 of the 1,797 images of 8 × 8 pixels and look at the other 450, an epoch whenever one is asked for.

    Raises `ChartkitError` where scikit-learn is not installed.
    """
    try:
        import numpy
        from sklearn import datasets, model_selection
        from sklearn.linear_model import SGDClassifier
    except ImportError:
        message = "the demo trains with scikit-learn, which is not here."
        raise ChartkitError.of("CK701", message, "pip install 'chartkit[demo]'") from None
    digits: Any = cast(Any, datasets).load_digits()
    pixels, target = digits.data / 16, digits.target
    divide = cast(Any, model_selection).train_test_split
    images, test_images, labels, test_labels = divide(pixels, target, test_size=450, random_state=0, stratify=target)
    model: Any = SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.02, random_state=0)
    random = numpy.random.default_rng(0)

    def epoch(number: int) -> Epoch:
        order = random.permutation(len(labels))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            model.partial_fit(images[batch], labels[batch], classes=range(10))
        return _looked_at(number, model, (images, labels), (test_images, test_labels))

    return map(epoch, range(1, N_EPOCHS + 1))


def _looked_at(number: int, model: Any, training: tuple[Any, Any], test: tuple[Any, Any]) -> Epoch:
    images, labels = test
    predicted = model.predict(images)
    confidence = _confidence(model, images, labels)
    return Epoch(
        number,
        _loss(_confidence(model, *training)),
        _loss(confidence),
        float((predicted == labels).mean()),
        labels.tolist(),
        predicted.tolist(),
        [round(value, 4) for value in confidence.tolist()],
    )


def _confidence(model: Any, images: Any, labels: Any) -> Any:
    return model.predict_proba(images)[range(len(labels)), labels]


def _loss(confidence: Any) -> float:
    """The mean log loss."""
    import numpy

    return round(float(-numpy.log(numpy.clip(confidence, 1e-6, 1)).mean()), 5)
