"""Python says the same words as C++: functions, keywords, defaults, documents, stubs."""

from __future__ import annotations

import ast
import doctest
import inspect
import pathlib
import re
import runpy
import subprocess
import sys
import tomllib
import typing

import pytest

import hobnob
from hobnob import _core


def keywords(function: object) -> dict[str, object]:
    """Keyword-only parameters and their defaults; of a compiled function, as the first line of the docstring tells them."""
    if inspect.isfunction(function):
        parameters = inspect.signature(function).parameters.values()
        return {each.name: each.default for each in parameters if each.kind is each.KEYWORD_ONLY}
    text, *more = (function.__doc__ or "").splitlines()
    overloads = [line.split(". ", 1)[1] for line in more if re.match(r"\d\. \w+\(", line)]
    if "*args" not in text or not overloads:
        return keywords_of(text)
    taken: dict[str, object] = {}
    for each in map(keywords_of, overloads):  # one may take more than another, but a default is the same in all
        assert all(taken.get(name, default) == default for name, default in each.items())
        taken |= each
    return taken


def keywords_of(text: str) -> dict[str, object]:
    signature = ast.parse(f"def {text}: ...").body[0]
    assert isinstance(signature, ast.FunctionDef)
    arguments = signature.args
    return {
        argument.arg: eval(ast.unparse(default), {**vars(hobnob), "inf": float("inf")})
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    }


FUNCTIONS = {
    "find_paths": ["PathOptions"],
    "find_members": ["MemberFilter"],
    "rank_introducers": ["IntroducerOptions"],
    "chance": ["ChanceOptions"],
    "discover_targets": ["TargetOptions"],
    "discover_targets_for_all": ["TargetOptions"],
    "TargetModel.__init__": ["TargetModel"],
    "fit_targets": ["FitTargetsOptions"],
    "backtest_targets": ["TargetBacktestOptions"],
    "rank_introductions": ["IntroductionOptions"],
    "calibrate": ["CalibrateOptions"],
    "Calibration.__init__": ["Calibration"],
    "audience": ["AudienceOptions"],
    "estimate_reach": ["ReachOptions", "CascadeOptions"],
    "rank_readers": ["ReaderOptions"],
    "rank_reach": ["RankReachOptions", "RankCascadeOptions"],
    "choose_seeds": ["SeedOptions", "ArcSeedOptions"],
    "rank_within": ["RankWithinOptions"],
    "effort": ["EffortOptions"],
    "compare_posts": ["ComparePostsOptions"],
    "score_probabilities": ["ScoreOptions"],
    "bootstrap_probabilities": ["BootstrapOptions"],
    "score_rankings": ["RankingScoreOptions"],
    "bootstrap_rankings": ["RankingBootstrapOptions"],
    "page": ["ReportOptions"],
    "report": ["ReportOptions"],
    "Attention.__init__": ["Attention"],
    "AttentionTerm.__init__": ["AttentionTerm"],
    "Channels.__init__": ["Channels"],
    "ReadingModel.__init__": ["ReadingModel"],
    "preset": ["TieOptions"],
    "fit_ties": ["FitOptions"],
    "fit_comparison": ["FitOptions"],
    "training_data": ["FitOptions"],
    "backtest_ties": ["BacktestOptions"],
    "generate_community": ["CommunityOptions"],
    "read_interactions": ["ReadOptions"],
    "ArcGraph.__init__": ["ArcOptions"],
    "read_arcs": ["ReadOptions"],
    "read_connections": ["ReadOptions"],
    "read_csv_folder": ["ReadOptions"],
    "import_interactions": ["ReadOptions"],
    "import_connections": ["ReadOptions"],
    "import_follows": ["ReadOptions"],
    "import_groups": ["ReadOptions"],
    "import_members": ["ReadOptions"],
    "import_consents": ["ReadOptions"],
    "import_google_contacts": ["ReadOptions"],
    "import_linkedin": ["ReadOptions"],
    "read_google_contacts": ["ReadOptions"],
    "read_linkedin": ["ReadOptions"],
    "Network.add_member": ["Member"],
    "Network.add_connection": ["Connection"],
    "Network.add_interaction": ["Interaction"],
    "Network.add_group": ["Interval"],
    "Network.set_consent": ["Interval"],
    "Network.add_block": ["Interval"],
    "Network.snapshot": ["SnapshotOptions"],
    "Member.__init__": ["Member"],
    "TieOptions.__init__": ["TieOptions"],
    "Policy.open": ["Policy.open"],
    "Policy.opt_in": ["Policy.opt_in"],
    "Network.add_members": ["ReadOptions"],
    "Network.add_connections": ["ReadOptions"],
    "Network.add_interactions": ["ReadOptions"],
    "Network.add_groups": ["ReadOptions"],
    "Network.add_follows": ["ReadOptions"],
}
# importers.py and adapters.py; everything else is compiled.
READERS = ["import_mbox", "import_vcards", "read_mbox", "read_vcards"]
READERS += [f"{verb}_{library}" for verb in ("from", "import") for library in ("igraph", "networkx", "rustworkx", "scipy")]
IN_PYTHON = [*READERS, "to_igraph", "to_networkx", "to_scipy"]
# Of a foreign graph: what its edges' attributes are called. Nothing is read unless it is asked for.
EDGE_ATTRIBUTES = ["weight", "since", "is_private", "time", "kind"]
# Keyword-only in Python alone.
OWN_KEYWORDS = (
    {"Network.add_connection": {"duplicates"}}
    | {
        name: {"progress"}
        for name in ("estimate_reach", "rank_readers", "rank_reach", "rank_within", "choose_seeds", "compare_posts", "backtest_ties")
    }
    | {name: {"progress"} for name in ("fit_ties", "fit_comparison", "training_data", "Network.snapshot", "generate_community")}
    | {name: {"progress"} for name in ("discover_targets", "discover_targets_for_all", "fit_targets", "backtest_targets")}
)


def found(name: str) -> typing.Any:
    thing: typing.Any = hobnob
    for part in name.split("."):
        thing = getattr(thing, part)
    return thing


@pytest.mark.parametrize("name", FUNCTIONS)
def test_keywords_and_defaults_are_those_of_the_tables(name: str) -> None:
    tables = _core._fields()
    expected = {field: default for table in FUNCTIONS[name] for field, default in tables[table].items()}
    given = keywords(found(name))
    for own in OWN_KEYWORDS.get(name, ()):
        given.pop(own)
    if re.fullmatch(r"Network\.add_\w+s|ArcGraph\.__init__", name):  # the names of columns come first, each its own default
        columns = {key: value for key, value in given.items() if key not in expected}
        assert columns == {key: key for key in columns}
        assert columns
        given = {key: value for key, value in given.items() if key in expected}
    assert given == expected
    assert list(given) == list(expected)


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_in_python_has_the_same_keywords_and_defaults(name: str) -> None:
    tables = _core._fields()
    table = tables["ReadOptions"]
    given = keywords(found(name))
    if re.fullmatch("(from|import)_(networkx|igraph|rustworkx)", name):
        assert set(EDGE_ATTRIBUTES) == {*tables["Connection"], "time", "kind"}
        assert {each: given.pop(each) for each in EDGE_ATTRIBUTES} == dict.fromkeys(EDGE_ATTRIBUTES)
        assert given.pop("key", None) in (None, "key")
    elif name.endswith("_scipy"):
        assert given.pop("values") is None
    assert given
    assert given == {key: table[key] for key in given}


def test_every_table_is_used_and_every_renaming_is_known() -> None:
    tables = _core._fields()
    assert {table for used in FUNCTIONS.values() for table in used} == set(tables)
    assert "seed" not in {field for table in tables.values() for field in table}
    assert tables["CommunityOptions"]["rng"] == 1


def test_update_member_takes_the_fields_of_a_member() -> None:
    line = hobnob.Network.update_member.__doc__.splitlines()[0]
    changes = keywords(hobnob.Network.update_member)
    assert list(changes) == list(_core._fields()["Member"]), line
    assert set(changes.values()) == {...}


# --- the list of functions -------------------------------------------------------------------------------------------------------------


def headers(root: pathlib.Path) -> dict[str, str]:
    found = {str(path): path.read_text(encoding="utf-8") for path in (root / "include" / "hobnob").rglob("*.hpp")}
    return {path: re.sub(r"//.*", "", text) for path, text in found.items() if "/search/" not in path and "/interop/" not in path}


def test_every_function_of_cpp_is_there(root: pathlib.Path) -> None:
    functions = {name for text in headers(root).values() for name in re.findall(r"^HOBNOB_API [\w:<>]+ (\w+)\(", text, flags=re.M)}
    assert len(functions) > 10
    methods = {"to_text": "__str__", "to_table": "to_table", "to_csv": "to_csv", "to_html": "_repr_html_"}
    for name in functions - set(methods) - {"validate", "mentions"}:  # Python's values are validated by what they are passed to
        assert callable(getattr(hobnob, name)), name
    ranked = (hobnob.Paths, hobnob.Introducers, hobnob.Targets, hobnob.Readers, hobnob.Authors, hobnob.Seeds, hobnob.Neighbourhoods)
    for answer in (
        *ranked,
        hobnob.Chance,
        hobnob.Audience,
        hobnob.Reach,
        hobnob.Effort,
        hobnob.PostComparison,
        hobnob.TieBacktest,
        hobnob.TargetBacktest,
    ):
        assert all(hasattr(answer, method) for method in methods.values())


@pytest.mark.parametrize(
    ("name", "header", "elsewhere"),
    [
        ("Network", "network.hpp", {"contains": "__contains__", "commit": None, "build": None, "for_each_pair": None}),
        (
            "Snapshot",
            "snapshot.hpp",
            {"id_bound": None, "contains": "__contains__", "offsets": "indptr", "ends": "indices", "key": "keys"}
            | {"data": None, "arrays": None, "workspace": None},
        ),
        (
            "ArcGraph",
            "arc_graph.hpp",
            {"id_bound": None, "contains": "__contains__", "offsets": "indptr", "ends": "indices", "key": "keys", "id": "find"}
            | {"in_offsets": "in_indptr", "in_ends": "in_indices"},
        ),
        (
            "View",
            "view.hpp",
            {"id_bound": None, "contains": "__contains__", "id": "find", "key": "find"}
            | dict.fromkeys(["workspace", "require_seeker", "introduce"])
            # What figures of audiences are made of; `audience` knows which may be told.
            | dict.fromkeys(["may_read", "has_blocks", "followers", "subscribers", "group_bound", "members_of", "groups_of"])
            | dict.fromkeys(["group_name", "find_group"])
            # What `find_members` reads.
            | dict.fromkeys(["industry", "organisation", "city", "needs", "offers", "find_topic"])
            # What `discover_targets` reads, and what it makes for everybody.
            | dict.fromkeys(["last_use", "place_bound", "hides_nothing", "as_member", "is_listed", "exceptions_of"])
            | dict.fromkeys(["for_each_ask", "shown_to"]),
        ),
    ],
)
def test_every_method_of_cpp_is_there(root: pathlib.Path, name: str, header: str, elsewhere: dict[str, str | None]) -> None:
    text = next(text for path, text in headers(root).items() if path.endswith("/graph/" + header))
    body = re.search(rf"^class HOBNOB_API {name} {{(.*?)^}};", text, flags=re.M | re.S)
    assert body
    public = re.split(r"^ private:", body[1], flags=re.M)[0]
    methods = set(re.findall(r"^  (?:\[\[nodiscard\]\] )?(?:static |constexpr |const )*[\w:<>]+[&*]? (\w+)\(", public, flags=re.M))
    assert len(methods) > 10
    for method in methods - {name}:
        twin = elsewhere.get(method, method)
        assert twin is None or hasattr(getattr(hobnob, name), twin), method


def test_every_error_code_has_its_class(root: pathlib.Path) -> None:
    text = next(text for path, text in headers(root).items() if path.endswith("core/error.hpp"))
    body = re.search(r"enum class Errc {(.*?)}", text, flags=re.S)
    assert body
    codes = re.findall(r"\w+", body[1])
    classes = ["".join(word.capitalize() for word in code.split("_")) for code in codes]
    classes[codes.index("io")] = "IoError"
    assert all(issubclass(getattr(hobnob, name), hobnob.Error) for name in classes)


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (hobnob.InvalidArgument, ValueError),
        (hobnob.UnknownMember, KeyError),
        (hobnob.DuplicateKey, ValueError),
        (hobnob.CorruptData, ValueError),
        (hobnob.UnsupportedVersion, ValueError),
        (hobnob.IoError, OSError),
        (hobnob.LimitExceeded, ValueError),
        (hobnob.Cancelled, hobnob.Error),
    ],
)
def test_errors_are_what_a_python_programmer_expects(error: type[hobnob.Error], builtin: type[Exception]) -> None:
    import pickle

    assert issubclass(error, hobnob.Error)
    assert issubclass(error, builtin)
    assert error.__module__ == "hobnob"
    one = error("no member 'anna'")
    assert str(one) == "no member 'anna'"
    assert str(pickle.loads(pickle.dumps(one))) == str(one)


# --- the package -----------------------------------------------------------------------------------------------------------------------


def test_the_package_exports_what_it_lists() -> None:
    public = {name for name in vars(_core) if not name.startswith("_")} | {"__version__"}
    assert set(hobnob.__all__) == public | set(IN_PYTHON)
    assert hobnob.__all__ == sorted(hobnob.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+", hobnob.__version__)


def python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


def test_import_brings_numpy_at_most() -> None:
    code = "import sys, numpy; before = set(sys.modules); import hobnob; print(*sorted(set(sys.modules) - before))"
    assert python("-c", code).split() == ["__future__", "hobnob", "hobnob._core", "hobnob.adapters", "hobnob.importers"]


def test_import_takes_30_ms_beyond_numpy() -> None:
    code = "import numpy, time; start = time.perf_counter(); import hobnob; print(time.perf_counter() - start)"
    assert min(float(python("-c", code)) for _ in range(5)) < 0.030


def test_extras_hold_what_they_promise(root: pathlib.Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for_users = set(extras) - {"all", "test", "dev", "docs"}
    assert extras["all"] == [f"hobnob[{','.join(extra for extra in extras if extra in for_users)}]"]
    assert set(extras["test"]) >= {need for extra in for_users for need in extras[extra]}
    assert extras["test"] == sorted(extras["test"])
    assert extras["dev"][0] == "hobnob[test]"
    texts = [path.read_text("utf-8") for path in (root / "bindings").rglob("*.[cp]*[py]")]
    assert {name for text in texts for name in re.findall(r"hobnob\[([a-z]+)\]", text)} <= for_users | {"all"}
    # Whatever a test or an example imports, the extra `test` brings.
    distributions = {"sklearn": "scikit-learn", "pybind11_stubgen": "pybind11-stubgen"}
    brought = {re.split("[<>=]", need)[0] for need in extras["test"] + project["dependencies"]}
    ours = {"hobnob", "conftest", "readme", "__future__"}
    for path in [*(root / "tests" / "python").glob("*.py"), *(root / "examples").glob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        modules = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        for module in {each.split(".")[0] for each in modules} - ours - set(sys.stdlib_module_names):
            assert distributions.get(module, module) in brought, f"{path.name} imports {module}"


def test_stubs_are_those_of_the_module(root: pathlib.Path) -> None:
    pytest.importorskip("pybind11_stubgen")
    make_stubs = root / "tests" / "python" / "make_stubs.py"
    made = python(str(make_stubs))
    committed = (root / "bindings" / "python" / "hobnob" / "_core.pyi").read_text(encoding="utf-8")
    assert made == committed, "run: python tests/python/make_stubs.py > bindings/python/hobnob/_core.pyi"
    installed = pathlib.Path(hobnob.__file__).with_name("_core.pyi").read_text(encoding="utf-8")
    assert installed == committed
    assert pathlib.Path(hobnob.__file__).with_name("py.typed").exists()
    assert runpy.run_path(str(make_stubs))["stubs"]() == made  # and asking twice changes nothing
    assert hobnob.Network.__module__ == "hobnob"


def test_stubs_say_what_the_type_checker_needs(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("mypy")
    program = tmp_path / "program.py"
    program.write_text(
        """
import hobnob
network = hobnob.Network()
network.add_interaction("ana", "bo", 5)
view = network.snapshot(network.last_event(), hobnob.preset(window_days=14)).owner_view("open")
for path, score, factors in hobnob.find_paths(view, "ana", "kim", k=3):
    hops: int = path.hops
    share: float = score * factors[0].value
best: hobnob.Introducers = hobnob.rank_introducers(view, "ana", "kim")
member: str | int = best[0].item.member
hobnob.find_paths(view, "ana", "kim", k="3")  # type: ignore[arg-type]
view.owner_view("open")  # type: ignore[attr-defined]
""",
        encoding="utf-8",
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(program)]
    run = subprocess.run(mypy, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# --- documents -------------------------------------------------------------------------------------------------------------------------


def documented() -> dict[str, typing.Any]:
    things: dict[str, typing.Any] = {"hobnob": hobnob}
    for name in hobnob.__all__:
        thing = getattr(hobnob, name)
        if name == "__version__":
            continue
        things[name] = thing
        if inspect.isclass(thing) and thing.__module__ == "hobnob" and not issubclass(thing, (Exception, tuple)):
            parts = {key: getattr(thing, key) for key in vars(thing) if not key.startswith("_")}
            # The fields of plain values are told by their class.
            figures = thing in (
                hobnob.Chance,
                hobnob.Audience,
                hobnob.Reach,
                hobnob.Effort,
                hobnob.PostComparison,
                hobnob.TieBacktest,
                hobnob.TargetBacktest,
            )
            plain = figures or (not hasattr(thing, "__len__") and thing not in (hobnob.Network, hobnob.Snapshot, hobnob.View))
            things |= {f"{name}.{key}": part for key, part in parts.items() if not (plain and isinstance(part, property))}
    return things


@pytest.mark.parametrize("name", documented())
def test_everything_is_documented_and_examples_hold(name: str) -> None:
    text = inspect.getdoc(documented()[name])
    assert text, f"{name} has no docstring"
    test = doctest.DocTestParser().get_doctest(text, {"hobnob": hobnob}, name, None, 0)
    out: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=out.append)
    assert not out, "".join(out)


@pytest.mark.parametrize("name", [name for name in hobnob.__all__ if inspect.isroutine(getattr(hobnob, name))])
def test_functions_have_numpydoc_sections(name: str) -> None:
    text = inspect.getdoc(getattr(hobnob, name)) or ""
    for section in ("Parameters", "Returns", "Examples"):
        if section == "Examples" and name.startswith("import_") and name != "import_consents":
            continue  # their methods' examples serve
        assert f"\n{section}\n{'-' * len(section)}\n" in text, section
    for parameter in keywords(getattr(hobnob, name)):
        assert re.search(rf"^(\w+, )*{parameter}\b", text, flags=re.M), parameter
