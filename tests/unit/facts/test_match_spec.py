"""What conda reads in the entries of its own list; the expectations are what conda's own `MatchSpec` made of these texts."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from preflight.facts.match_spec import MatchSpec, is_refused, match_spec

FORMS = {
    "python": ("python", "", ""),
    "python=3.10": ("python", "==3.10.*", ""),
    "python =3.10": ("python", "==3.10.*", ""),
    "python= 3.10": ("python", "==3.10.*", ""),
    "python = 3.10": ("python", "==3.10.*", ""),
    "python==3.10": ("python", "==3.10", ""),
    "python 3.10": ("python", "==3.10", ""),
    "  python 3.10 ": ("python", "==3.10", ""),
    "python 3.10.*": ("python", "==3.10.*", ""),
    "python 3.10*": ("python", "==3.10.*", ""),
    "python=3.10.*": ("python", "==3.10.*", ""),
    "python=3.10*": ("python", "==3.10.*", ""),
    "python==3.10.*": ("python", "==3.10.*", ""),
    "python=3": ("python", "==3.*", ""),
    "python=3.*": ("python", "==3.*", ""),
    "python=3.10.0rc1": ("python", "==3.10.0rc1.*", ""),
    "python 3.10 h12_0": ("python", "==3.10", ""),
    "python 3.10.* h12_0": ("python", "==3.10.*", ""),
    "python 3.10 *_cpython": ("python", "==3.10", ""),
    "python=3.10=*_cpython": ("python", "==3.10", ""),
    "python=3.10.4=h12_0": ("python", "==3.10.4", ""),
    "python==3.10.4=h12_0": ("python", "==3.10.4", ""),
    "numpy=1.26.*=py310*": ("numpy", "==1.26.*", ""),
    "numpy>=1.26=py310_0": ("numpy", ">=1.26", ""),
    "numpy * *_openblas": ("numpy", "", ""),
    "numpy 1.26.4 *openblas*": ("numpy", "==1.26.4", ""),
    "numpy *": ("numpy", "", ""),
    "numpy=*": ("numpy", "", ""),
    "python>=3.9,<3.12": ("python", ">=3.9,<3.12", ""),
    "python >=3.9,<3.12": ("python", ">=3.9,<3.12", ""),
    "python >= 3.9 , < 3.12": ("python", ">=3.9,<3.12", ""),
    "python>3.9": ("python", ">3.9", ""),
    "python <= 3.10": ("python", "<=3.10", ""),
    "python<=3.10.*": ("python", "<=3.10", ""),
    "python>=3.10.*": ("python", ">=3.10", ""),
    "python!=3.11": ("python", "!=3.11", ""),
    "python !=3.11.*": ("python", "!=3.11.*", ""),
    "python~=3.10": ("python", "~=3.10", ""),
    "python 3.9|3.10": ("python", "==3.9|==3.10", ""),
    "python=3.9|3.10": ("python", "==3.9.*|==3.10", ""),
    "python 3.9.*|3.10.*": ("python", "==3.9.*|==3.10.*", ""),
    "python >=3.9,<3.10|>=3.11": ("python", ">=3.9,<3.10|>=3.11", ""),
    "numpy>1,!=1.5|<0.9": ("numpy", ">1,!=1.5|<0.9", ""),
    "python[version='>=3.9']": ("python", ">=3.9", ""),
    'python[version=">=3.9,<3.12"]': ("python", ">=3.9,<3.12", ""),
    "python[version=3.10]": ("python", "==3.10", ""),
    "python[version='3.10.*', build='h1*']": ("python", "==3.10.*", ""),
    'python[version="=3.10"]': ("python", "==3.10.*", ""),
    "pytorch[version=2.*,build=*cuda*]": ("pytorch", "==2.*", ""),
    "python[build=h1_0]": ("python", "", ""),
    "python[version='>=3.9',channel=conda-forge]": ("python", ">=3.9", "conda-forge"),
    "conda-forge::python=3.10": ("python", "==3.10.*", "conda-forge"),
    "conda-forge::python[version='>=3.9']": ("python", ">=3.9", "conda-forge"),
    "defaults/linux-64::numpy": ("numpy", "", "defaults/linux-64"),
    "conda-forge/linux-64::numpy=1.26": ("numpy", "==1.26.*", "conda-forge/linux-64"),
    "conda-forge/label/dev::numpy": ("numpy", "", "conda-forge/label/dev"),
    "https://conda.anaconda.org/conda-forge::numpy": ("numpy", "", "https://conda.anaconda.org/conda-forge"),
    "conda-forge:ns:numpy>=1": ("numpy", ">=1", "conda-forge"),
    "pytorch::pytorch=2.*=*cuda*": ("pytorch", "==2.*", "pytorch"),
    "https://conda.anaconda.org/conda-forge/linux-64/numpy-1.26.4-py310_0.conda": (
        "numpy", "==1.26.4", "https://conda.anaconda.org/conda-forge/linux-64",
    ),
    "NumPy": ("numpy", "", ""),
    "scikit_learn=1.3": ("scikit_learn", "==1.3.*", ""),
    "_libgcc_mutex": ("_libgcc_mutex", "", ""),
    "openssl=1.1.1w": ("openssl", "==1.1.1w.*", ""),
    "tzdata=2023c": ("tzdata", "==2023c.*", ""),
    "numpy=1.26 # why": ("numpy", "==1.26.*", ""),
    "numpy if linux": ("numpy", "", ""),
    "pandas[performance]": ("pandas", "", ""),
    # PEP 440 has no words for these.
    "python ^3.1.$": ("python", "^3.1.$", ""),
    "python (>=3.9)": ("python", "(>=3.9)", ""),
    "python=>3.10": ("python", "=>3.10", ""),
    "numpy 1.*.4": ("numpy", "1.*.4", ""),
    # Nothing in sight says what these are.
    "./pkgs/numpy-1.26.4-py310_0.tar.bz2": None,
    "numpy-1.26.4-py310_0.conda": None,
    "https://x/odd.conda": None,
    "numpy[": None,
    "=3": None,
    "::": None,
    "": None,
}  # fmt: skip
REFUSED = [
    "=3", "::", "pip:", "python>=3.9 <3.12", 'numpy>=1.26;platform_system=="Linux"', "numpy @ https://x/y.whl", "python ^3.10",
    "numpy=1.26=py310_0=x", "python=3.10;",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_a_form(text: str, expected: tuple[str, str, str] | None) -> None:
    assert match_spec(text) == (None if expected is None else MatchSpec(*expected))


@pytest.mark.parametrize("text", [text for text in FORMS if text not in REFUSED])
def test_what_conda_reads_is_not_refused(text: str) -> None:
    assert not is_refused(text)


@pytest.mark.parametrize("text", REFUSED)
def test_what_conda_stops_at(text: str) -> None:
    assert is_refused(text)


def test_the_versions_of_python_are_in_the_words_of_pep_440() -> None:
    odd = {"(>=3.9)", "=>3.10", "^3.1.$", "==3.10.0rc1.*"}
    written = {one[1] for one in FORMS.values() if one is not None and one[0] == "python"} - odd
    assert len([SpecifierSet(part) for one in written for part in one.split("|")]) > 20


def test_a_text_that_nobody_writes_is_not_read() -> None:
    assert match_spec("a" * 1001) is None
    assert not is_refused("a" * 1001)
