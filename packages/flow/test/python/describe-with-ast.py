"""Prints, for each file named on standard input, what CPython's own parser sees in it, as one line of JSON a file."""
import ast
import json
import sys


def callee(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class Describer(ast.NodeVisitor):
    def __init__(self):
        self.functions, self.classes, self.calls, self.imports, self.strings = [], [], [], [], []

    def visit_function(self, node):
        self.functions.append("%s/%d" % (node.name, count(node.args)))
        for part in node.decorator_list + [node.args] + node.body:
            self.visit(part)
        self.annotation(node.returns)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_function

    def visit_Lambda(self, node):
        self.functions.append("<lambda>/%d" % count(node.args))
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        self.classes.append(node.name)
        self.generic_visit(node)

    def visit_Call(self, node):
        self.calls.append("%s/%d/%d" % (callee(node.func), len(node.args), len(node.keywords)))
        self.generic_visit(node)

    def visit_Import(self, node):
        self.imports.extend(alias.name for alias in node.names)

    def visit_ImportFrom(self, node):
        source = "." * node.level + (node.module or "")
        self.imports.extend("%s:%s" % (source, alias.name) for alias in node.names)

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, (str, bytes)):
            return  # a docstring
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.strings.append(node.value)
        elif isinstance(node.value, bytes):
            self.strings.append("b:" + node.value.decode("latin-1"))

    def visit_JoinedStr(self, node):
        if not node.values:
            self.strings.append("")
        self.generic_visit(node)

    def visit_FormattedValue(self, node):
        if node.conversion in (97, 114):
            self.calls.append("%s/1/0" % ("ascii" if node.conversion == 97 else "repr"))
        if node.format_spec is not None:
            self.calls.append("format/2/0")
        self.generic_visit(node)

    def annotation(self, node):
        """An annotation is a type, but for the values in `Annotated`."""
        for part in ast.walk(node) if node is not None else ():
            if isinstance(part, ast.Subscript) and callee(part.value) == "Annotated" and isinstance(part.slice, ast.Tuple):
                for value in part.slice.elts[1:]:
                    self.visit(value)

    def visit_arg(self, node):
        self.annotation(node.annotation)

    def visit_AnnAssign(self, node):
        self.visit(node.target)
        self.annotation(node.annotation)
        if node.value is not None:
            self.visit(node.value)


def count(arguments):
    named = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
    return len(named) + (arguments.vararg is not None) + (arguments.kwarg is not None)


for line in sys.stdin:
    describer = Describer()
    try:
        with open(line.rstrip("\n"), encoding="utf-8", newline="") as source:
            text = source.read()
        describer.visit(ast.parse(text.lstrip("\ufeff")))
    except (SyntaxError, ValueError, RecursionError):
        print("null")
        continue
    print(json.dumps({name: sorted(values) for name, values in vars(describer).items()}))
