"""A module reads no module above it, not by an import (the contracts hold that) and not through a relation either."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ORDER = {c["containers"][0]: c["layers"] for c in CONTRACTS if c["type"] == "layers" and "containers" in c}


OTHERS_TOO = {"messages"}  # ValidationError has an attribute of that name


def relations_upwards():
    """(package, module, name): names by which models of a module reach rows of a module above it."""
    for model in apps.get_models():
        package, _, rest = model.__module__.partition(".")
        module, layers = rest.partition(".")[0], ORDER.get(package, [])
        for relation in model._meta.related_objects if module in layers else ():
            other = relation.related_model.__module__.split(".")
            if relation.get_accessor_name() in OTHERS_TOO:
                continue
            if other[0] == package and other[1] in layers and layers.index(other[1]) < layers.index(module):
                yield package, module, relation.get_accessor_name(), relation.field.related_query_name(), model.__name__


def uses(source, accessor, query_name):
    return re.findall(rf"\w\.{accessor}\b(?!\()|\b{query_name}__\w+=|[\"'](?:-?{query_name})__\w+[\"']", source)


def found(folder_of):
    for package, module, accessor, query_name, model in relations_upwards():
        for path in folder_of(package, module).rglob("*.py"):
            for use in uses(path.read_text(), accessor, query_name):
                yield f"{path}: {use} ({model}.{accessor})"


def test_there_are_relations_to_look_for():
    assert ("gamification", "events", "tasks", "tasks", "Event") in set(relations_upwards())


def test_no_module_reads_one_above_it_through_a_relation():
    assert list(found(lambda package, module: ROOT / package / module)) == []


@pytest.mark.parametrize("source", ["event.tasks.filter(pk=1)", 'rows.filter(tasks__title="x")'])
def test_such_a_use_is_found(tmp_path, source):
    """The planted fault."""
    (tmp_path / "queries.py").write_text(source)
    assert found(lambda package, module: tmp_path if module == "events" else tmp_path / "none")
    assert any(
        "Event.tasks" in line for line in found(lambda _p, module: tmp_path if module == "events" else ROOT / "x")
    )
