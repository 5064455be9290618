"""Checks of what callers hand in, so that errors name the argument and the position."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
MOST = 1e100  # squares and sums of such numbers still have a value


def numbers(values: ArrayLike, name: str, *, dimensions: int = 1, least: float | None = 0.0) -> FloatArray:
    """Return a float array of so many dimensions; raises ValueError naming the first position that is not a fit number.

    least    the smallest number allowed; None allows negative ones
    """
    array = np.asarray(values, dtype=float)
    if array.ndim != dimensions:
        raise ValueError(f"{name}: has {array.ndim} dimensions, not {dimensions}")
    wrong = ~(abs(array) <= MOST)
    if least is not None:
        wrong |= array < least
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        where = at[0] if len(at) == 1 else at
        rule = "a finite number" if least is None else f"a finite number of {least:g} or more"
        limit = f" and {MOST:g} at most" if np.isfinite(array[at]) and abs(array[at]) > MOST else ""
        raise ValueError(f"{name}: position {where} is {array[at]:g}, not {rule}{limit}")
    return array


def whole(values: FloatArray, name: str) -> IntArray:
    """Return the numbers as whole ones; raises ValueError naming the first position that is not whole."""
    parts = np.argwhere(values != np.floor(values))
    if len(parts):
        at = tuple(int(i) for i in parts[0])
        raise ValueError(f"{name}: position {at[0] if len(at) == 1 else at} is {values[at]:g}, not a whole number")
    return values.astype(np.int64)


def points(values: ArrayLike, name: str) -> FloatArray:
    """Return (n, 2) metres on the British grid; raises ValueError for anything else, degrees among them."""
    array = np.asarray(values, dtype=float)
    if array.size == 0:
        return np.zeros((0, 2))
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(f"{name}: has shape {array.shape}, not (n, 2)")
    numbers(array, name, dimensions=2, least=None)
    if (abs(array) <= 180).all() and array.any() and (array != np.floor(array)).any():
        raise ValueError(f"{name}: position 0 looks like degrees; metres on the British grid (EPSG:27700) are due")
    return array


def same_length(name: str, array: NDArray[np.generic], length: int, of_what: str) -> None:
    """Raise ValueError unless the array is as long as what it goes with."""
    if len(array) != length:
        raise ValueError(f"{name}: has {len(array)} entries, but there are {length} {of_what}")


def positive(value: float, name: str) -> float:
    """Return a finite number above 0; raises ValueError otherwise."""
    if not np.isfinite(value) or value <= 0:
        raise ValueError(f"{name}: is {value:g}, not a finite number above 0")
    return float(value)


def no_twice(values: NDArray[np.generic], name: str) -> None:
    """Raise ValueError naming the first position whose value came before."""
    _, first = np.unique(values, return_index=True)
    if len(first) < len(values):
        again = np.setdiff1d(np.arange(len(values)), first)[0]
        raise ValueError(f"{name}: position {again}: {values[again]} is there twice")
