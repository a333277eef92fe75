"""The units and currencies of the ontology against Pint and CLDR."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal

import pint
import pytest
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from kg.lexicon import Lexicon, Unit

# what Pint calls the units whose codes it does not read
PINT = {
    "km2": "km**2", "m2": "m**2", "cm2": "cm**2", "mi2": "mile**2", "ft2": "ft**2", "yd2": "yard**2", "m3": "m**3",
    "km3": "km**3", "ft3": "ft**3", "bbl": "oil_barrel", "bbl/day": "oil_barrel/day", "m3/s": "m**3/s",
    "ft3/day": "ft**3/day", "ha": "hectare", "gal": "gallon", "t": "tonne", "kt": "kilotonne", "Mt": "megatonne",
    "Gt": "gigatonne", "short-ton": "short_ton", "long-ton": "long_ton", "oz_t": "troy_ounce", "ct": "carat",
    "ly": "light_year", "nmi": "nautical_mile", "in": "inch", "mi": "mile", "um": "micrometer", "ug": "microgram",
    "kn": "knot", "mi/h": "mile/hour", "kcal": "kilocalorie", "kt_TNT": "1000*ton_TNT", "Mt_TNT": "1000000*ton_TNT",
    "B": "byte", "kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte",
    "PB": "petabyte", "EB": "exabyte", "K": "kelvin", "percent": "percent", "permille": "permille", "ppm": "ppm",
    "W": "watt", "A": "ampere", "V": "volt", "J": "joule", "g": "gram", "pint": "pint", "acre": "acre",
    "m3/day": "m**3/day", "decade": "10*year", "century": "100*year",
    "degC": "delta_degC", "degF": "delta_degF",
}  # fmt: skip
OWN = {"percentage_point", "basis_point"}  # Pint has no points


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry(cache_folder=None)


def _converted(lexicon: Lexicon) -> dict[str, list[Unit]]:
    by_dimension = defaultdict(list)
    for unit in lexicon.units:
        if unit.factor is not None:
            by_dimension[unit.dimension].append(unit)
    return by_dimension


def test_every_factor_is_the_one_of_pint(lexicon: Lexicon, registry: pint.UnitRegistry) -> None:
    for units in _converted(lexicon).values():
        [reference] = [unit for unit in units if _is_reference(unit)] or units[:1]
        for unit in units:
            if unit.code in OWN:
                continue
            one = registry.parse_expression(PINT.get(unit.code, unit.code)).to_base_units().magnitude
            base = registry.parse_expression(PINT.get(reference.code, reference.code)).to_base_units().magnitude
            ratio = float(unit.factor or 0) / float(reference.factor or 0)
            assert one / base == pytest.approx(ratio, rel=1e-5), unit.code  # an international acre, not the surveyors'


def test_each_dimension_has_one_reference_unit(lexicon: Lexicon) -> None:
    counts = {dimension: sum(_is_reference(unit) for unit in units) for dimension, units in _converted(lexicon).items()}
    assert {dimension for dimension, count in counts.items() if count != 1} == set()


@pytest.mark.parametrize("degrees", [-40, 0, 37, 100])
@pytest.mark.parametrize("code", ["degF", "K"])
def test_degrees_count_from_the_zero_of_pint(
    lexicon: Lexicon, registry: pint.UnitRegistry, code: str, degrees: int
) -> None:
    celsius = registry.Quantity(degrees, code).to("degC").magnitude
    assert float(lexicon.scales[code].of(Decimal(degrees))) == pytest.approx(celsius)


def _is_reference(unit: Unit) -> bool:
    return Decimal(unit.factor or 0) == 1 and not unit.offset


def test_codes_are_unique(lexicon: Lexicon) -> None:
    assert [code for code, count in Counter(unit.code for unit in lexicon.units).items() if count > 1] == []


def test_every_currency_in_use_is_known_by_its_names(lexicon: Lexicon) -> None:
    known = {unit.code: unit for unit in lexicon.units if unit.dimension == "money"}
    today = dt.date(2025, 1, 1)
    tender = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, today, tender=True)
    }
    assert tender - known.keys() == set()
    for code in sorted(tender):
        words = {word.lower() for word in known[code].words}
        assert get_currency_name(code, count=1, locale="en").lower() in words, code
        assert get_currency_name(code, count=2, locale="en").lower() in words, code


def test_no_unit_is_convertible_to_money(lexicon: Lexicon) -> None:
    assert [unit.code for unit in lexicon.units if unit.dimension == "money" and unit.factor] == []
