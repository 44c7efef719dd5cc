"""The Python that may also run on the phone: checks a module and brings it into the form PScript reads.

Functions and constants over numbers, strings, None, lists and dicts with string keys; no classes, no Decimal,
no exceptions, nothing imported but other compiled modules. What reads alike in both languages and means
something else in JavaScript (`round`, `**`, keyword arguments, a step) is refused or rewritten.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from rythm.core.errors import ConfigurationError

BUILTINS = {
    "abs", "all", "any", "bool", "dict", "enumerate", "float", "int", "len", "list", "max", "min", "range",
    "reversed", "sorted", "str", "sum", "zip",
}  # fmt: skip
METHODS = {
    "append", "copy", "count", "endswith", "extend", "find", "get", "index", "insert", "items", "join",
    "keys", "lower", "pop", "replace", "setdefault", "sort", "split", "startswith", "strip", "update",
    "upper", "values", "zfill",
}  # fmt: skip
NODES: tuple[type[ast.AST], ...] = (
    ast.FunctionDef, ast.arguments, ast.arg, ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For,
    ast.While, ast.If, ast.Expr, ast.Pass, ast.Break, ast.Continue, ast.BoolOp, ast.BinOp, ast.UnaryOp,
    ast.Lambda, ast.IfExp, ast.Dict, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.comprehension,
    ast.Compare, ast.Call, ast.keyword, ast.Constant, ast.Subscript, ast.Slice, ast.Starred, ast.Name,
    ast.List, ast.Tuple, ast.JoinedStr, ast.FormattedValue, ast.Attribute, ast.expr_context, ast.boolop,
    ast.unaryop,
    ast.cmpop, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod,
)  # fmt: skip
_INSTEAD = {
    "round": "say rounded() of core/units.py", "set": "say a list or a dict", "tuple": "say a list",
    "isinstance": "a value has one type", "format": "say an f-string", "map": "say a comprehension",
    "filter": "say a comprehension", "divmod": "say // and %",
}  # fmt: skip
_TYPING = {"__future__", "typing", "collections.abc"}
_OUTSIDE = {("unicodedata", "normalize")}
"""What JavaScript has as well, under another name."""


class NotCompilable(ConfigurationError):
    """A module that goes to the phone says what JavaScript cannot; the message tells where."""


@dataclass
class Source:
    """A module to compile: its dotted name, where it is and what it says."""

    name: str
    place: str
    tree: ast.Module

    def own_name(self, name: str) -> str:
        """The name on the phone, where all modules share one room: private names carry their module's."""
        return f"{name}__{self.name.rsplit('.', 1)[-1]}" if name.startswith("_") else name


@dataclass
class Program:
    """All compiled modules: which functions take which parameters, and who defined each name first."""

    modules: frozenset[str]
    parameters: dict[str, list[str]] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)

    def learn(self, source: Source, reserved: Iterable[str]) -> list[str]:
        """Take up the names of a module and return the public ones."""
        public = []
        for node in source.tree.body:
            for name in _names(node):
                if name in self.defined:
                    refuse(source, node, f"{name} is defined in {self.defined[name]} already")
                if name in reserved:
                    refuse(source, node, f"{name} is a word of JavaScript or of the compiler")
                if not name.startswith("_"):
                    self.defined[name] = source.place
                    public.append(name)
            if isinstance(node, ast.FunctionDef):
                own = source.own_name(node.name)
                self.parameters[own] = [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)]
        return public


def refuse(source: Source, node: ast.AST, why: str) -> NoReturn:
    """Say where the phone cannot follow."""
    raise NotCompilable(f"{source.place}:{getattr(node, 'lineno', 1)}: {why}.")


def _names(node: ast.stmt) -> list[str]:
    """The names a statement of a module defines; type aliases and dunders are none."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name) and not _is_typing(target.id)]


def _is_typing(name: str) -> bool:
    return name.startswith("__") or (name[:1].isupper() and not name.isupper())


def lowered(source: Source, program: Program) -> list[ast.stmt]:
    """The statements of a module in the words PScript understands."""
    body: list[ast.stmt] = []
    aliases = {name: source.own_name(name) for node in source.tree.body for name in _names(node)}
    for node in source.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            _check_import(source, node, program)
            aliases |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.FunctionDef | ast.Assign | ast.AnnAssign):
            if _names(node):
                body.append(_Lowering(source, program, aliases).visit(node))
        elif not _is_text(node):
            refuse(source, node, "only functions and constants can stand in a module that goes to the phone")
    return body


def _check_import(source: Source, node: ast.Import | ast.ImportFrom, program: Program) -> None:
    module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
    known = isinstance(node, ast.ImportFrom) and module in _TYPING | program.modules
    if not known and not all((module, alias.name) in _OUTSIDE for alias in node.names):
        refuse(source, node, f"{module} does not go to the phone, so its names cannot be used here")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _called(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


class _Lowering(ast.NodeTransformer):
    """Rewrites one statement of a module."""

    def __init__(self, source: Source, program: Program, aliases: dict[str, str]) -> None:
        self.source, self.program, self.aliases = source, program, aliases
        self.depth = 0
        self.at: ast.AST = source.tree

    def refuse(self, node: ast.AST, why: str) -> NoReturn:
        refuse(self.source, node, why)

    def visit(self, node: ast.AST) -> Any:
        self.at = node if hasattr(node, "lineno") else self.at
        if not isinstance(node, NODES):
            self.refuse(self.at, f"{type(node).__name__} does not compile")
        return super().visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        if self.depth or node.decorator_list or node.name.lower() != node.name:
            self.refuse(node, f"{node.name}: a function stands in the module, undecorated, in lower case")
        given = node.args
        if given.vararg or given.kwarg or given.posonlyargs:
            self.refuse(node, f"{node.name}: a function names its parameters one by one")
        self.depth += 1
        late = [(arg, default) for arg, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
        args = [ast.arg(arg.arg) for arg in (*given.args, *given.kwonlyargs)]
        defaults = [*given.defaults, *(default or ast.Constant(None) for _, default in late)]
        if given.defaults and any(default is None for _, default in late):
            self.refuse(node, f"{node.name}: parameters with a default come last")
        if not given.defaults:
            defaults = defaults[next((i for i, (_, d) in enumerate(late) if d is not None), len(late)) :]
        if not all(isinstance(default, ast.Constant) for default in defaults):
            self.refuse(node, f"{node.name}: a default is a number, a text or None")
        body = [self.visit(child) for child in node.body if not _is_text(child)]
        self.depth -= 1
        empty = ast.arguments([], args, None, [], [], None, defaults)
        return ast.FunctionDef(
            self.source.own_name(node.name),
            empty,
            [x for x in body if x] or [ast.Pass()],
            [],
            lineno=node.lineno,
        )

    def visit_Name(self, node: ast.Name) -> Any:
        return ast.Name(self.aliases.get(node.id, node.id), node.ctx)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is None:
            return None
        return self.visit(ast.Assign([node.target], node.value, lineno=node.lineno))

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        value = ast.copy_location(ast.BinOp(read, node.op, node.value), node)
        return self.visit(ast.Assign([node.target], value, lineno=node.lineno))

    def visit_While(self, node: ast.While) -> Any:
        if node.orelse:
            self.refuse(node, "a loop has no else")
        node.test = _called("bool", node.test)
        return self.generic_visit(node)

    def visit_For(self, node: ast.For) -> Any:
        if node.orelse:
            self.refuse(node, "a loop has no else")
        if isinstance(node.target, ast.Tuple) and not all(isinstance(x, ast.Name) for x in node.target.elts):
            self.refuse(node, "a loop unpacks into names, one level deep")
        return self.generic_visit(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> Any:
        return self.visit(ast.copy_location(ast.ListComp(node.elt, node.generators), node))

    def visit_DictComp(self, node: ast.DictComp) -> Any:
        pairs = ast.ListComp(ast.List([node.key, node.value], ast.Load()), node.generators)
        return self.visit(ast.copy_location(_called("dict", pairs), node))

    def visit_Dict(self, node: ast.Dict) -> Any:
        if None not in node.keys:
            return self.generic_visit(node)
        parts: list[ast.expr] = []
        for key, value in zip(node.keys, node.values, strict=True):
            parts.append(ast.Dict([key], [value]) if key else value)
        return _called("merged__", *(self.visit(part) for part in parts))

    def visit_List(self, node: ast.List) -> Any:
        if not any(isinstance(item, ast.Starred) for item in node.elts):
            return self.generic_visit(node)
        parts = [x.value if isinstance(x, ast.Starred) else ast.List([x], ast.Load()) for x in node.elts]
        return _called("joined__", *(self.visit(part) for part in parts))

    def visit_Compare(self, node: ast.Compare) -> Any:
        for operator, right in zip(node.ops, node.comparators, strict=True):
            if isinstance(operator, ast.Is | ast.IsNot) and not (
                isinstance(right, ast.Constant) and right.value is None
            ):
                self.refuse(node, "`is` stands before None only")
        if any(not isinstance(x, ast.Name | ast.Constant) for x in node.comparators[:-1]):
            self.refuse(node, "a chained comparison has a plain name in its middle")
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        texts = (ast.List, ast.ListComp, ast.JoinedStr)
        sides = (node.left, node.right)
        wordy = any(
            isinstance(x, texts) or (isinstance(x, ast.Constant) and isinstance(x.value, str)) for x in sides
        )
        if wordy and not isinstance(node.op, ast.Add):
            self.refuse(node, "texts and lists can be added, but not multiplied or formatted with %")
        return self.generic_visit(node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> Any:
        if node.format_spec or node.conversion >= 0:
            self.refuse(node, "an f-string shows texts and whole numbers as they are; format before")
        return self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> Any:
        if node.step:
            self.refuse(node, "a slice has no step; say reversed()")
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        self.refuse(node, f"{ast.unparse(node)}: rows are dicts, say row[...] or row.get(...)")

    def visit_Starred(self, node: ast.Starred) -> Any:
        self.refuse(node, "a star stands in a list only")

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Attribute):
            if node.func.attr not in METHODS:
                self.refuse(node, f".{node.func.attr}() does not compile")
            if node.func.attr == "strip" and node.args:
                self.refuse(node, ".strip() strips blanks only")
            base = self.visit(node.func.value)
            func: ast.expr = ast.Attribute(base, node.func.attr, ast.Load())
            if node.keywords and node.func.attr != "sort":
                self.refuse(node, f".{node.func.attr}() takes no keywords")
        elif isinstance(node.func, ast.Name):
            name = self.aliases.get(node.func.id, node.func.id)
            func = ast.Name(name, ast.Load())
            if name == "cast":
                return self.visit(node.args[1])
            if name in _INSTEAD or (name in _PYTHONS_OWN and name not in BUILTINS):
                self.refuse(node, f"{name}() does not compile; {_INSTEAD.get(name, 'say it without')}")
            if name in self.program.parameters and name not in BUILTINS:
                return ast.Call(func, self._positional(node, self.program.parameters[name]), [])
            if name == "zip":
                node.keywords = [k for k in node.keywords if k.arg != "strict"]
            if node.keywords and name not in ("sorted", "max", "min"):
                self.refuse(node, f"{name}() takes no keywords")
            if name == "range" and len(node.args) > 2:
                self.refuse(node, "range() steps by one here; count down with `last - i`")
            if name in ("list", "sum", "sorted", "max", "min", "any", "all") and not node.args:
                self.refuse(node, f"{name}() needs something to work on")
        else:
            self.refuse(node, "only a function with a name can be called")
        keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
        return ast.copy_location(ast.Call(func, [self.visit(arg) for arg in node.args], keywords), node)

    def _positional(self, node: ast.Call, parameters: list[str]) -> list[ast.expr]:
        """The arguments in the order of the parameters, for JavaScript knows no keywords."""
        given = {k.arg: k.value for k in node.keywords}
        wanted = dict(zip(parameters, node.args, strict=False))
        if unknown := [name for name in given if name not in parameters or name in wanted]:
            self.refuse(node, f"{ast.unparse(node.func)}() has no parameter {unknown[0]}")
        last = max((parameters.index(str(name)) for name in given), default=len(node.args) - 1)
        row = [
            wanted.get(name) or given.get(name) or ast.Name("undefined", ast.Load()) for name in parameters
        ]
        return [self.visit(arg) for arg in row[: last + 1]]


_PYTHONS_OWN = frozenset(dir(__import__("builtins")))
