"""What pip reads in one line; the expectations are what pip 20.3, 23.2 and 26.0 made of these texts."""

from __future__ import annotations

import pytest
from packaging.requirements import InvalidRequirement, Requirement

from preflight.facts.package import normal_name
from preflight.facts.requirement import requirement_line

SHA = "sha256:" + "0" * 64
# What is installed: name, versions, extras, source, local path, marker.
FORMS = {
    "pandas": ("pandas", "", "", "index", "", ""),
    "a": ("a", "", "", "index", "", ""),
    "1abc": ("1abc", "", "", "index", "", ""),
    "AzureML_Core": ("AzureML_Core", "", "", "index", "", ""),
    "azureml.core": ("azureml.core", "", "", "index", "", ""),
    "pandas==2.0": ("pandas", "==2.0", "", "index", "", ""),
    "pandas == 2.0": ("pandas", "== 2.0", "", "index", "", ""),
    "pandas>=2,<3": ("pandas", ">=2,<3", "", "index", "", ""),
    "pandas >= 2, < 3": ("pandas", ">= 2, < 3", "", "index", "", ""),
    "pandas (>=2)": ("pandas", ">=2", "", "index", "", ""),
    "pandas(>=2,<3)": ("pandas", ">=2,<3", "", "index", "", ""),
    "pandas~=2.0": ("pandas", "~=2.0", "", "index", "", ""),
    "pandas!=2.1": ("pandas", "!=2.1", "", "index", "", ""),
    "pandas===2.0": ("pandas", "===2.0", "", "index", "", ""),
    "pandas==2.*": ("pandas", "==2.*", "", "index", "", ""),
    "pandas>=2.0rc1": ("pandas", ">=2.0rc1", "", "index", "", ""),
    "pandas<3.0.dev0": ("pandas", "<3.0.dev0", "", "index", "", ""),
    "pandas==v1.0": ("pandas", "==v1.0", "", "index", "", ""),
    "torch==2.1.0+cu118": ("torch", "==2.1.0+cu118", "", "index", "", ""),
    "pandas[performance]==2.0": ("pandas", "==2.0", "performance", "index", "", ""),
    "pandas [performance, excel] >=2": ("pandas", ">=2", "performance excel", "index", "", ""),
    "pandas[]": ("pandas", "", "", "index", "", ""),
    "pandas>2;python_version<'3.9'": ("pandas", ">2", "", "index", "", "python_version<'3.9'"),
    'pandas > 2 ; python_version >= "3.9"': ("pandas", "> 2", "", "index", "", 'python_version >= "3.9"'),
    "pandas[a]==2.0;extra=='x'": ("pandas", "==2.0", "a", "index", "", "extra=='x'"),
    "azureml-core @ https://x/azureml_core-1.57-py3-none-any.whl": ("azureml-core", "==1.57", "", "url", "", ""),
    "azureml-core@https://x/y.whl": ("azureml-core", "", "", "url", "", ""),
    "azureml-core[a] @ git+https://github.com/x/y.git@main": ("azureml-core", "", "a", "vcs", "", ""),
    "a @ file:///w/a-1.57-py3-none-any.whl": ("a", "==1.57", "", "path", "/w/a-1.57-py3-none-any.whl", ""),
    "pandas @ https://x/y.whl ; sys_platform == 'win32'": ("pandas", "", "", "url", "", "sys_platform == 'win32'"),
    "https://x/y/azureml_core-1.57-py3-none-any.whl": ("azureml_core", "==1.57", "", "url", "", ""),
    "https://x/a_b-1.57-py3-none-any.whl?sv=2020&sig=a%2Fb": ("a_b", "==1.57", "", "url", "", ""),
    "https://x/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl": ("torch", "==2.1.0+cu118", "", "url", "", ""),
    "https://x/torch-2.1-cp310-cp310-linux_x86_64.whl#sha256=abc": ("torch", "==2.1", "", "url", "", ""),
    "https://x/my_pkg-1.0-1-py3-none-any.whl": ("my_pkg", "==1.0", "", "url", "", ""),
    "https://x/my-pkg-1.0.tar.gz": ("my-pkg", "==1.0", "", "url", "", ""),
    "https://x/my-pkg-1.0.zip#egg=other": ("other", "", "", "url", "", ""),
    "https://github.com/x/y/archive/main.zip": ("", "", "", "url", "", ""),
    "https://github.com/x/y/archive/refs/tags/v1.2.tar.gz": ("", "", "", "url", "", ""),
    "git+https://github.com/x/y.git": ("", "", "", "vcs", "", ""),
    "git+https://github.com/x/y.git#egg=my_pkg": ("my_pkg", "", "", "vcs", "", ""),
    "git+https://github.com/x/y.git@v1#subdirectory=z&egg=my_pkg[e]": ("my_pkg", "", "e", "vcs", "", ""),
    "git+ssh://git@github.com/x/y.git#egg=my-pkg": ("my-pkg", "", "", "vcs", "", ""),
    "hg+https://x/y#egg=p": ("p", "", "", "vcs", "", ""),
    "git+https://x/y.git#egg=p ; sys_platform == 'linux'": ("p", "", "", "vcs", "", "sys_platform == 'linux'"),
    "file:./lib": ("", "", "", "path", "./lib", ""),
    "file:///opt/x-1.0-py3-none-any.whl": ("x", "==1.0", "", "path", "/opt/x-1.0-py3-none-any.whl", ""),
    ".": ("", "", "", "path", ".", ""),
    ".[dev]": ("", "", "", "path", ".", ""),
    "./lib": ("", "", "", "path", "./lib", ""),
    "../lib[dev]": ("", "", "", "path", "../lib", ""),
    "./wheels/my_pkg-1.0-py3-none-any.whl": ("my_pkg", "==1.0", "", "path", "./wheels/my_pkg-1.0-py3-none-any.whl", ""),
    "my_pkg-1.0-py3-none-any.whl": ("my_pkg", "==1.0", "", "path", "my_pkg-1.0-py3-none-any.whl", ""),
    "my_pkg-1.0.tar.gz": ("my_pkg", "==1.0", "", "path", "my_pkg-1.0.tar.gz", ""),
    "-e .": ("", "", "", "path", ".", ""),
    "-e .[dev]": ("", "", "", "path", ".", ""),
    "-e lib": ("", "", "", "path", "lib", ""),
    "--editable=./lib": ("", "", "", "path", "./lib", ""),
    "-e git+https://github.com/x/y.git#egg=tools": ("tools", "", "", "vcs", "", ""),
    f"pandas==2.0 --hash={SHA} --hash {SHA}": ("pandas", "==2.0", "", "index", "", ""),
    "pandas --global-option=x": ("pandas", "", "", "index", "", ""),
    "pandas --config-settings a=b": ("pandas", "", "", "index", "", ""),
    # Put there by pip, or by nobody: nothing is refused.
    "pandas==${V}": ("pandas", "==${V}", "", "index", "", ""),
    "${PKG}": ("", "", "", "index", "", ""),
    # What some versions of pip take, and others do not.
    "pandas==2023c": ("pandas", "==2023c", "", "index", "", ""),
    "pandas>=1,": ("pandas", ">=1,", "", "index", "", ""),
    "pandas_": ("pandas", "_", "", "index", "", ""),
}
OPTIONS = {
    "-r r.txt": ("requirement", "r.txt"),
    "-rr.txt": ("requirement", "r.txt"),
    "--requirement r.txt": ("requirement", "r.txt"),
    "--requirement=r.txt": ("requirement", "r.txt"),
    '-r "my r.txt"': ("requirement", "my r.txt"),
    "-c c.txt": ("constraint", "c.txt"),
    "--constraint=c.txt": ("constraint", "c.txt"),
    "--const c.txt": ("constraint", "c.txt"),
    "-i https://x/simple": ("index", "https://x/simple"),
    "--index-url=https://x/simple": ("index", "https://x/simple"),
    "--extra-index-url https://x/simple": ("index", "https://x/simple"),
    "-f ./wheels": ("links", "./wheels"),
    "--find-links https://x/": ("links", "https://x/"),
    "--trusted-host x": ("", "x"),
    "--no-binary :all:": ("", ":all:"),
    "--no-index": None,
    "--pre": None,
    "--pr": None,
    "--require-hashes": None,
    "--nonsense": None,
    "-": None,
    "--": None,
    "-e": ("editable", ""),
}
REFUSED = {
    "pandas=2.0": "`pandas==2.0`",
    "pandas = 2.0": "`pandas==2.0`",
    "pandas=2.0=py310": None, "pandas>2 <3": None, "pandas 2.0": None, "pandas[performance": None, "pip install pandas": None,
    "pandas, numpy": None, "pandas numpy": None, "==2.0": None, "???": None, '"pandas"': None, "_pandas": None, "pandas=>2": None,
    "pandas^2": None, "pandas:2": None, "pandas~2": None, "pandas!2": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_what_a_line_asks_for(text: str, expected: tuple[str, ...]) -> None:
    line = requirement_line(text)
    assert line.fault is None
    assert line.wanted is not None
    wanted = line.wanted
    assert (wanted.name, wanted.versions, " ".join(wanted.extras), wanted.source, wanted.path, wanted.marker) == expected


@pytest.mark.parametrize(("text", "option"), OPTIONS.items())
def test_options(text: str, option: tuple[str, str] | None) -> None:
    line = requirement_line(text)
    assert line.options == (() if option is None else (option,))
    assert (line.wanted, line.fault) == (None, None)


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_what_pip_stops_at(text: str, expected: str | None) -> None:
    fault = requirement_line(text).fault
    assert fault is not None
    assert fault.reason.startswith(f"`{text}` is no requirement")
    assert fault.expected == (expected or "a requirement such as `azureml-core==1.61.0`")
    with pytest.raises(InvalidRequirement):
        Requirement(text)


@pytest.mark.parametrize("text", ["--no-deps", "-U", "--upgrade pandas", "pandas --no-deps", "pandas>=2 --user"])
def test_options_of_the_command_are_refused(text: str) -> None:
    fault = requirement_line(text).fault
    assert fault is not None
    assert "is an option of `pip install`" in fault.reason


def test_packaging_reads_the_same() -> None:
    read = 0
    for text, (name, versions, extras, source, _, marker) in FORMS.items():
        if (source == "path" and "@" not in text) or text == "pandas_":
            continue
        try:
            found = Requirement(text)
        except InvalidRequirement:
            continue
        read += 1
        assert (normal_name(found.name), found.extras) == (normal_name(name), set(extras.split()))
        assert (found.url is not None) == (source != "index")
        assert (found.marker is not None) == (marker != "")
        if source == "index":
            assert str(found.specifier) == str(Requirement(f"x{versions}").specifier)
    assert read > 28


def test_a_line_that_nobody_writes_has_no_name() -> None:
    line = requirement_line("a" * 4001)
    assert line.wanted is not None
    assert (line.wanted.name, line.options, line.fault) == ("", (), None)
