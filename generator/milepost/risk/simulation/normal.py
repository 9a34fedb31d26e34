"""The normal distribution on arrays: its inverse (Wichura) and its cumulative function (Hart)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from milepost.risk.simulation.arrays import Floats

_CENTRE: Final = (
    (
        2.5090809287301226727e3,
        3.3430575583588128105e4,
        6.7265770927008700853e4,
        4.5921953931549871457e4,
        1.3731693765509461125e4,
        1.9715909503065514427e3,
        1.3314166789178437745e2,
        3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3,
        2.8729085735721942674e4,
        3.9307895800092710610e4,
        2.1213794301586595867e4,
        5.3941960214247511077e3,
        6.8718700749205790830e2,
        4.2313330701600911252e1,
        1.0,
    ),
)
_SIDE: Final = (
    (
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ),
)
_TAIL: Final = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e0,
        5.46378491116411436990e0,
        6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ),
)
_HART: Final = (
    (
        3.52624965998911e-02,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    ),
    (
        8.83883476483184e-02,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    ),
)


def normal_quantile(u: Floats) -> Floats:
    """Give the standard normal value below which a share of 0 < u < 1 lies, to about 1e-15.

    Algorithm AS 241 (M. Wichura, Applied Statistics 37, 1988).
    """
    q = u - 0.5
    result = q * _ratio(_CENTRE, 0.180625 - q * q)
    outside = np.flatnonzero(np.abs(q) > 0.425)
    if outside.size:
        below = q[outside] < 0
        r = np.sqrt(-np.log(np.where(below, u[outside], 1 - u[outside])))
        value = np.where(r <= 5, _ratio(_SIDE, r - 1.6), _ratio(_TAIL, r - 5))
        result[outside] = np.where(below, -value, value)
    return result


def normal_cumulative(x: Floats) -> Floats:
    """Give the share of the standard normal distribution below x, to about 1e-15.

    J. Hart et al., Computer Approximations, algorithm 5666, as given by G. West, Better approximations to
    cumulative normal functions, Wilmott Magazine 2005.
    """
    size = np.minimum(np.abs(x), 37)
    falling = np.exp(-size * size / 2)
    fraction = size + 0.65
    for numerator in (4, 3, 2, 1):
        fraction = size + numerator / fraction
    far = falling / fraction / 2.506628274631
    upper = np.where(size < 7.07106781186547, falling * _ratio(_HART, size), far)
    return np.where(x > 0, 1 - upper, upper)


def _ratio(polynomials: tuple[Sequence[float], Sequence[float]], x: Floats) -> Floats:
    """Give the quotient of two polynomials, highest powers first."""
    above, below = (_polynomial(coefficients, x) for coefficients in polynomials)
    return above / below


def _polynomial(coefficients: Sequence[float], x: Floats) -> Floats:
    value = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value = value * x + coefficient
    return value
