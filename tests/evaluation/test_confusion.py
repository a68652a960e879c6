"""Confusion matrices against scikit-learn's, for every type of label, with weights, shares and subsets of classes."""

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix

from chartkit.evaluation.confusion import confusion, shares
from chartkit.evaluation.encoding import encoded

KINDS: dict[str, Any] = {
    "places": lambda code: code,
    "integers": lambda code: 10 * code - 3,
    "wide integers": lambda code: (code - 2) * 10**15,
    "above 2^53": lambda code: 2**60 + code,
    "floats": lambda code: float(code),
    "fractions": lambda code: code / 4 - 0.5,
    "texts": lambda code: f"class {code}",
    "booleans": lambda code: code % 2 == 1,
}
KIND = st.sampled_from(sorted(KINDS))
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.floats(0, 3)), min_size=1, max_size=60)
FORM = st.sampled_from([list, np.array, lambda values: np.array(values, dtype=object)])


def wanted(*args: Any, **kwargs: Any) -> Any:
    """scikit-learn's, without its words on matrices of one class and weights of nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return confusion_matrix(*args, **kwargs)


@given(pairs=PAIRS, kind=KIND, form=FORM)
def test_counts_are_scikit_learns(pairs: list[Any], kind: str, form: Any) -> None:
    true, predicted = (form([KINDS[kind](pair[side]) for pair in pairs]) for side in (0, 1))
    found = confusion(true, predicted)
    assert found.counts.dtype.kind == "i"
    if kind == "fractions":  # scikit-learn refuses them; their order is that of the codes
        true, predicted = ([pair[side] for pair in pairs] for side in (0, 1))
    np.testing.assert_array_equal(found.counts, wanted(list(true), list(predicted)))
    assert len(found.classes.names) == len(found.counts)


@given(pairs=PAIRS, of=st.sampled_from(["true", "pred", "all"]))
def test_weights_and_shares_are_scikit_learns(pairs: list[Any], of: Any) -> None:
    true, predicted, weight = (list(side) for side in zip(*pairs, strict=True))
    weight[0] += 0.5
    expected = wanted(true, predicted, sample_weight=weight)
    expected_shares = wanted(true, predicted, sample_weight=weight, normalize=of)
    found = confusion(true, predicted, sample_weight=weight).counts
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(shares(expected, of), expected_shares, rtol=1e-12, atol=1e-12)


@given(pairs=PAIRS, data=st.data())
def test_subsets_of_classes_in_any_order_are_scikit_learns(pairs: list[Any], data: st.DataObject) -> None:
    true, predicted = ([f"class {pair[side]}" for pair in pairs] for side in (0, 1))
    present = sorted({*true, *predicted})
    labels = data.draw(st.lists(st.sampled_from(present), min_size=1, unique=True))
    labels = labels if {*labels} & {*true} else [*labels, true[0]]
    inside = sum(a in labels and b in labels for a, b in zip(true, predicted, strict=True))
    if not inside:
        return
    found = confusion(true, predicted, labels=labels)
    np.testing.assert_array_equal(found.counts, wanted(true, predicted, labels=labels))
    assert found.classes.names == labels
    assert found.n_left_out == len(true) - inside


def test_probabilities_predict_as_the_model_does() -> None:
    X, y = load_digits(return_X_y=True)
    model = LogisticRegression(max_iter=20, tol=1e-1).fit(X, y)
    found = confusion(y, probs=model.predict_proba(X))
    np.testing.assert_array_equal(found.counts, wanted(y, model.predict(X)))


@given(codes=st.lists(st.integers(0, 9), min_size=1, max_size=40), kind=KIND, form=FORM)
def test_labels_are_found_again_in_their_codes(codes: list[int], kind: str, form: Any) -> None:
    labels = form([KINDS[kind](code) for code in codes])
    found = encoded(np.asarray(labels), "y_true")
    assert [found.values[place] for place in found.places[found.codes]] == list(labels)
    assert found.values == sorted(set(labels))


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64, np.float32, ">i4", ">U3"])
def test_every_width_of_numbers_is_encoded(dtype: Any) -> None:
    labels = np.array([100, 3, 100, 90], dtype=dtype)
    if np.dtype(dtype).kind == "i":
        labels[1] = -100
    found = encoded(labels, "y_true")
    assert [found.values[place] for place in found.places[found.codes]] == labels.tolist()


def test_a_label_whose_class_has_no_place_is_at_minus_one() -> None:
    for labels in (np.array(["b", "a", "c"]), np.array([5, 3, 4]), np.array([1.5, 0.5, 1.0])):
        found = encoded(labels, "y_true")
        first, second, _ = labels.tolist()
        assert found.placed({second: 0, first: 1})[found.codes].tolist() == [1, 0, -1]


def test_the_ends_of_the_range_of_integers_are_encoded() -> None:
    for labels in (np.array([2**64 - 1, 2**64 - 3], dtype=np.uint64), np.array([2**63 - 1, -(2**63)])):
        found = encoded(labels, "y_true")
        assert [found.values[place] for place in found.places[found.codes]] == labels.tolist()


def test_thousands_of_texts_are_encoded() -> None:
    labels = np.array([f"{number:05}" for number in range(3_000)])
    found = encoded(labels, "y_true")
    assert found.values == labels.tolist()
    assert found.places[found.codes].tolist() == list(range(3_000))
