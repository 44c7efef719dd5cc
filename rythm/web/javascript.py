"""PScript, taught what the rules rely on: comparisons, sorting and loops that mean what Python means."""

# ruff: noqa: D102, N802 (the names and meanings are those of PScript's parser)

import re
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it looks for names that Python is about to drop
    import pscript
    from pscript import commonast as tree
    from pscript import stdlib
    from pscript.parser0 import reprs

_HELPER = re.compile(r"\b_py(func|meth)_(\w+)")

FUNCTIONS = {
    "truthy": "(v) => !!v && (typeof v !== 'object' || (Array.isArray(v) ? v : Object.keys(v)).length > 0)",
    "bool": "(v) => _pyfunc_truthy(v)",
    "abs": "Math.abs",
    "op_equals": """(a, b) => {
    if (a === b || (a == null && b == null)) return true;
    if (!a || !b || typeof a !== "object" || typeof b !== "object") return false;
    const keys = Object.keys(a);
    return Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(b).length
        && keys.every((key) => Object.hasOwn(b, key) && _pyfunc_op_equals(a[key], b[key]));
}""",
    "op_contains": """(a, b) => Array.isArray(b) ? b.some((x) => _pyfunc_op_equals(x, a))
    : typeof b === "string" ? b.includes(a) : Object.hasOwn(b, a)""",
    "op_add": "(a, b) => (Array.isArray(a) ? a.concat(b) : a + b)",
    "op_mod": "(a, b) => ((a % b) + b) % b",
    "op_order": """(a, b) => {
    if (!Array.isArray(a)) return a < b ? -1 : a > b ? 1 : 0;
    for (let i = 0; i < a.length && i < b.length; i++) {
        const order = _pyfunc_op_order(a[i], b[i]);
        if (order) return order;
    }
    return a.length - b.length;
}""",
    "op_iter": "(x) => (typeof x === 'string' || Array.isArray(x) ? x : Object.keys(x))",
    "op_most": """(sign, x, key, none) => {
    const list = [..._pyfunc_op_iter(x)];
    if (!list.length) return none === undefined ? null : none;
    const of = key || ((y) => y);
    return list.reduce((best, y) => (sign * _pyfunc_op_order(of(y), of(best)) > 0 ? y : best));
}""",
    "sorted": """(x, key, reverse) => {
    const of = key || ((y) => y), sign = reverse ? -1 : 1;
    return [..._pyfunc_op_iter(x)].map((y) => [of(y), y])
        .sort((a, b) => sign * _pyfunc_op_order(a[0], b[0])).map((y) => y[1]);
}""",
    "sum": "(x) => x.reduce((a, b) => a + b, 0)",
    "all": "(x) => x.every(_pyfunc_truthy)",
    "any": "(x) => x.some(_pyfunc_truthy)",
    "int": "(x) => Math.trunc(Number(x))",
    "float": "Number",
    "str": "(x) => String(x)",
    "dict": "(x) => (Array.isArray(x) ? Object.fromEntries(x) : { ...x })",
    "list": "(x) => [..._pyfunc_op_iter(x)]",
    "reversed": "(x) => [..._pyfunc_op_iter(x)].reverse()",
    "enumerate": "(x) => [..._pyfunc_op_iter(x)].map((y, i) => [i, y])",
    "zip": "(...lists) => lists[0].slice(0, Math.min(...lists.map((x) => x.length)))"
    ".map((_, i) => lists.map((x) => x[i]))",
    "range": "(start, end) => Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i)",
}
METHODS = {
    "copy": "function () { return Array.isArray(this) ? this.slice() : { ...this }; }",
    "count": "function (x) { return typeof this === 'string' ? this.split(x).length - 1"
    " : this.filter((y) => _pyfunc_op_equals(x, y)).length; }",
    "extend": "function (x) { for (const y of x) this.push(y); }",
    "find": "function (x, start) { return this.indexOf(x, start); }",
    "get": "function (key, none = null) { return Object.hasOwn(this, key) ? this[key] : none; }",
    "index": "function (x) { return typeof this === 'string' ? this.indexOf(x)"
    " : this.findIndex((y) => _pyfunc_op_equals(x, y)); }",
    "insert": "function (i, x) { this.splice(i, 0, x); }",
    "items": "function () { return Object.entries(this); }",
    "join": "function (x) { return x.join(this); }",
    "keys": "function () { return Object.keys(this); }",
    "pop": """function (i, none) {
    if (Array.isArray(this)) return this.splice(i === undefined ? -1 : i, 1)[0];
    const x = Object.hasOwn(this, i) ? this[i] : none;
    delete this[i];
    return x;
}""",
    "replace": "function (a, b) { return this.split(a).join(b); }",
    "setdefault": """function (key, none) {
    if (!Object.hasOwn(this, key)) this[key] = none;
    return this[key];
}""",
    "sort": """function (key, reverse) {
    const order = _pyfunc_sorted(this, key, reverse);
    for (let i = 0; i < order.length; i++) this[i] = order[i];
}""",
    "split": "function (by) { return by ? this.split(by) : this.split(/\\s+/).filter(Boolean); }",
    "update": "function (x) { Object.assign(this, x); }",
    "values": "function () { return Object.values(this); }",
    "zfill": "function (n) { return this.padStart(n, '0'); }",
}
ALIKE = {
    "append": "push",
    "endswith": "endsWith",
    "lower": "toLowerCase",
    "startswith": "startsWith",
    "strip": "trim",
    "upper": "toUpperCase",
}
"""Methods that JavaScript has under another name."""


class Parser(pscript.Parser):  # type: ignore[misc]
    """PScript's parser; its own way is kept wherever it means the same as Python."""

    def parse_JoinedStr(self, node: tree.JoinedStr) -> str:
        parts = [n.value if isinstance(n, tree.Str) else n for n in node.value_nodes]
        code = [reprs(p) if isinstance(p, str) else self._inside(p.value_node) for p in parts]
        return "(" + " + ".join(['""', *code]) + ")"

    def _inside(self, node: tree.Node) -> str:
        return "(" + "".join(self.parse(node)) + ")"

    def _wrap_truthy(self, node: tree.Node) -> str:
        test = self._inside(node)
        return test if _is_bool(node) else f"_pyfunc_truthy({test})"

    def parse_BoolOp(self, node: tree.BoolOp) -> str:
        """The value that decides, as in Python; between comparisons JavaScript's own operators do."""
        operator, nodes = self.BOOL_OP[node.op], node.value_nodes
        if all(_is_bool(n) for n in nodes[:-1]):
            return "(" + f" {operator} ".join(self._inside(n) for n in nodes) + ")"
        code = self._inside(nodes[-1])
        for n in reversed(nodes[:-1]):
            name = self.dummy("b")
            test = f"_pyfunc_truthy({name} = {self._inside(n)})"
            code = f"({test} ? {code} : {name})" if node.op == "And" else f"({test} ? {name} : {code})"
        return code

    def parse_IfExp(self, node: tree.IfExp) -> str:
        test, then, other = self._wrap_truthy(node.test_node), node.body_node, node.else_node
        return f"({test} ? {self._inside(then)} : {self._inside(other)})"

    def parse_UnaryOp(self, node: tree.UnaryOp) -> str:
        if node.op == "Not":
            return "!" + self._wrap_truthy(node.right_node)
        return self.UNARY_OP[node.op] + self._inside(node.right_node)

    def parse_BinOp(self, node: tree.BinOp) -> str:
        left, right = self._inside(node.left_node), self._inside(node.right_node)
        if node.op == "FloorDiv":
            return f"Math.floor({left} / {right})"
        if node.op == "Mod":
            return f"_pyfunc_op_mod({left}, {right})"
        if node.op == "Add" and not (_is_plain(node.left_node) or _is_plain(node.right_node)):
            return f"_pyfunc_op_add({left}, {right})"
        return f"({left} {self.BINARY_OP[node.op]} {right})"

    def parse_Compare(self, node: tree.Compare) -> str:
        left, right = self._inside(node.left_node), self._inside(node.right_node)
        if node.op in ("In", "NotIn"):
            return ("!" if node.op == "NotIn" else "") + f"_pyfunc_op_contains({left}, {right})"
        if node.op not in ("Eq", "NotEq", "Is", "IsNot"):
            return f"({left} {self.COMP_OP[node.op]} {right})"
        negated = "!" if node.op in ("NotEq", "IsNot") else ""
        sides = (node.left_node, node.right_node)
        if any(isinstance(n, tree.NameConstant) and n.value is None for n in sides):
            return f"({left} {negated or '='}= {right})"
        if any(isinstance(n, tree.Num | tree.Str) for n in sides):
            return f"({left} {negated or '='}== {right})"
        return f"{negated}_pyfunc_op_equals({left}, {right})"

    def parse_Lambda(self, node: tree.Lambda) -> str:
        names = [arg.name for arg in node.arg_nodes]
        return f"(({', '.join(names)}) => {self._inside(node.body_node)})"

    def parse_ListComp(self, node: tree.ListComp) -> str:
        code = self._inside(node.element_node)
        for i, loop in enumerate(reversed(node.comp_nodes)):
            target = "".join(self.parse(loop.target_node))
            source = f"[..._pyfunc_op_iter({''.join(self.parse(loop.iter_node))})]"
            for test in loop.if_nodes:
                source += f".filter(({target}) => {self._wrap_truthy(test)})"
            code = f"{source}.{'flatMap' if i else 'map'}(({target}) => {code})"
        return code

    def parse_ListComp_funtionless(self, node: tree.ListComp, result_name: str) -> list[str]:
        return [f"{result_name} = {self.parse_ListComp(node)};"]

    def _make_iterable(self, name1: str, name2: str, newlines: bool = True) -> str:
        return f"{self.lf()}{name2} = _pyfunc_op_iter({name1});"

    def parse_Call(self, node: tree.Call) -> list[str] | str:
        target = node.func_node
        if isinstance(target, tree.Attribute) and target.attr in ALIKE:
            args = ", ".join("".join(self.parse(arg)) for arg in node.arg_nodes)
            return f"{self._inside(target.value_node)}.{ALIKE[target.attr]}({args})"
        return super().parse_Call(node)  # type: ignore[no-any-return]

    def method_get(self, node: tree.Call, base: str) -> str:
        """A missing field is None; only a key that is not written out could be one that all objects have."""
        key, *none = node.arg_nodes
        if isinstance(key, tree.Str) and not none:
            return f"({base}[{reprs(key.value)}] ?? null)"
        return str(self.use_std_method(base, "get", node.arg_nodes))

    def function_max(self, node: tree.Call) -> str:
        return self._most(node, 1)

    def function_min(self, node: tree.Call) -> str:
        return self._most(node, -1)

    def _most(self, node: tree.Call, sign: int) -> str:
        args = ["".join(self.parse(arg)) for arg in node.arg_nodes]
        words = {word.name: "".join(self.parse(word.value_node)) for word in node.kwarg_nodes}
        if len(args) > 1:
            return f"Math.{'max' if sign > 0 else 'min'}({', '.join(args)})"
        return (
            f"_pyfunc_op_most({sign}, {args[0]}, {words.get('key', 'null')}, {words.get('default', 'null')})"
        )

    def function_normalize(self, node: tree.Call) -> str:
        form, text = (self._inside(arg) for arg in node.arg_nodes)
        return f"{text}.normalize{form}"

    def function_merged__(self, node: tree.Call) -> str:
        return f"Object.assign({{}}, {', '.join(''.join(self.parse(arg)) for arg in node.arg_nodes)})"

    def function_joined__(self, node: tree.Call) -> str:
        return f"[].concat({', '.join(''.join(self.parse(arg)) for arg in node.arg_nodes)})"


def _is_bool(node: tree.Node) -> bool:
    """Certainly true or false, so that JavaScript tests it as Python does."""
    if isinstance(node, tree.BoolOp):
        return all(_is_bool(n) for n in node.value_nodes)
    return isinstance(node, tree.Compare) or (isinstance(node, tree.UnaryOp) and node.op == "Not")


def _is_plain(node: tree.Node) -> bool:
    """Certainly a number or a text, so that JavaScript's own plus will do."""
    if isinstance(node, tree.Num | tree.Str | tree.JoinedStr):
        return True
    return isinstance(node, tree.BinOp) and (
        node.op in ("Sub", "Mult", "Div", "FloorDiv", "Mod")
        or _is_plain(node.left_node)
        or _is_plain(node.right_node)
    )


def translated(python: str) -> str:
    """The JavaScript of a module without PScript's helpers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        code = Parser(python, docstrings=False, inline_stdlib=False).dump()
    return re.sub(r"function flx_\w+ \(", "function (", code)


def helpers(code: str) -> str:
    """The helper functions that the code uses, and those they use."""
    found: dict[str, str] = {}
    wanted = _HELPER.findall(code)
    while wanted:
        kind, name = wanted.pop()
        own, theirs = (FUNCTIONS, stdlib.FUNCTIONS) if kind == "func" else (METHODS, stdlib.METHODS)
        text = own.get(name) or theirs[name]
        if f"_py{kind}_{name}" not in found:
            found[f"_py{kind}_{name}"] = text
            wanted += _HELPER.findall(text)
    return "\n".join(f"const {name} = {text.strip()};" for name, text in sorted(found.items()))


def reserved() -> set[str]:
    """The names that the compiler understands itself."""
    known = {name.removeprefix("function_") for name in dir(Parser) if name.startswith("function_")}
    return (
        known | set(pscript.parser1.reserved_names) | set(pscript.parser2.RESERVED) | {"window", "undefined"}
    )
