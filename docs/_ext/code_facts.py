"""Read settings, signals, commands and periodic tasks from the source, without importing it."""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGES = ("cms", "courses", "gamification", "lms")


@dataclass(frozen=True)
class Fact:
    """One name that the code gives to others."""

    name: str
    text: str = ""  # what the code says of it
    value: str = ""  # its default, as written
    where: tuple[str, ...] = ()  # files that read, send or define it


def signals(root: Path, module: Path) -> list[Fact]:
    """Return the signals that a module defines, each with its comment and the files that send it."""
    comments = _comments(module)
    return [
        Fact(name, comments.get(node.lineno, ""), where=_files_with(root, rf"\b{name}\.send(?:_robust)?\("))
        for name, node in _assigned(_tree(module))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Signal"
    ]


def defaults(module: Path) -> list[Fact]:
    """Return the keys of a module's `DEFAULTS`, each with its comment and its default."""
    text, comments = _text(module), _comments(module)
    table = next(node for name, node in _assigned(ast.parse(text)) if name == "DEFAULTS")
    if not isinstance(table, ast.Dict):
        raise TypeError(f"{module}: DEFAULTS is no dict")
    return [
        Fact(str(key.value), comments.get(value.lineno, ""), value=ast.get_source_segment(text, value) or "")
        for key, value in zip(table.keys, table.values, strict=True)
        if isinstance(key, ast.Constant)
    ]


def optional_settings(root: Path, *packages: str) -> list[Fact]:
    """Return the names that the packages look for in Django's settings and can do without."""
    found: dict[str, Fact] = {}
    for path in _sources(root, packages):
        for name, value in _getattrs(_tree(path)):
            known = found.get(name, Fact(name, value=value))
            found[name] = Fact(name, value=known.value, where=(*known.where, _name(root, path)))
    return sorted(found.values(), key=lambda fact: fact.name)


def variables(root: Path) -> list[Fact]:
    """Return the environment variables that the site's settings read, with the first default and the files."""
    found: dict[str, Fact] = {}
    for path in sorted((root / "lms/settings").glob("*.py")):
        for call in [node for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)]:
            if re.fullmatch(r"env(\.\w+)?", ast.unparse(call.func)) and isinstance(call.args[0], ast.Constant):
                name = str(call.args[0].value)
                default = next((ast.unparse(word.value) for word in call.keywords if word.arg == "default"), "")
                known = found.get(name, Fact(name))
                files = tuple(dict.fromkeys([*known.where, _name(root, path)]))
                found[name] = Fact(name, value=known.value or default, where=files)
    return sorted(found.values(), key=lambda fact: fact.name)


def commands(root: Path) -> list[Fact]:
    """Return the management commands, each with its help."""
    facts = []
    for path in sorted(root.glob("*/**/management/commands/[a-z]*.py")):
        if path.relative_to(root).parts[0] in PACKAGES:
            words = dict(_assigned(_tree(path), "Command"))
            text = ast.literal_eval(words["help"]) if "help" in words else ""
            facts.append(Fact(path.stem, text, where=(_name(root, path),)))
    return sorted(facts, key=lambda fact: fact.name)


def periodic_tasks(root: Path) -> list[Fact]:
    """Return the names of the Celery tasks of all packages, each with its docstring and the file that defines it."""
    facts = []
    for path in _sources(root, PACKAGES):
        for function in _functions(path):
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "shared_task":
                    name = next(ast.literal_eval(word.value) for word in decorator.keywords if word.arg == "name")
                    facts.append(Fact(name, _summary(function), where=(_name(root, path),)))
    return sorted(facts, key=lambda fact: fact.name)


def functions(root: Path, module: Path) -> list[Fact]:
    """Return the public functions of a module, each with its signature and the first sentence of its docstring."""
    return [
        Fact(
            f"{node.name}({', '.join(argument.arg for argument in [*node.args.args, *node.args.kwonlyargs])})",
            _summary(node),
        )
        for node in _tree(module).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def registries(root: Path) -> list[Fact]:
    """Return the registries of kinds: the base class, what it is, its kinds (`value`), and the file that makes it."""
    facts = []
    for path in _sources(root, PACKAGES):
        for _name_of_it, call in _assigned(_tree(path)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Registry":
                kinds = [str(node.value).rpartition(".")[2] for node in ast.walk(call) if _is_dotted(node)]
                base = ast.unparse(call.args[0])
                facts.append(Fact(base, _class_summary(root, base), ", ".join(kinds), (_name(root, path),)))
    return facts


def _is_dotted(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value


def _class_summary(root: Path, name: str) -> str:
    for path in _sources(root, PACKAGES):
        for node in _tree(path).body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                return _summary(node)
    return ""


def _summary(node: ast.FunctionDef | ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef)]


def _getattrs(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" and len(node.args) == 3:
            holder, name, default = node.args
            if ast.unparse(holder) == "settings" and isinstance(name, ast.Constant):
                yield str(name.value), ast.unparse(default)


def _assigned(tree: ast.Module, class_name: str = "") -> Iterator[tuple[str, ast.expr]]:
    bodies = [node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == class_name]
    for node in bodies[0] if bodies else tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value


def _comments(path: Path) -> dict[int, str]:
    with tokenize.open(path) as file:
        tokens = [token for token in tokenize.generate_tokens(file.readline) if token.type == tokenize.COMMENT]
    return {token.start[0]: token.string.lstrip("# ") for token in tokens}


def _files_with(root: Path, pattern: str) -> tuple[str, ...]:
    return tuple(_name(root, path) for path in _sources(root, PACKAGES) if re.search(pattern, _text(path)))


@cache
def _sources(root: Path, packages: tuple[str, ...]) -> tuple[Path, ...]:
    found = (path for package in packages for path in sorted((root / package).rglob("*.py")))
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
