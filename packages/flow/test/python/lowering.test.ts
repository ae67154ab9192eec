import { describe, expect, it } from 'vitest'
import { printModule } from '../../src/ir/print.ts'
import { createPythonFrontEnd } from '../../src/python/front-end.ts'

const frontEnd = await createPythonFrontEnd()

/** What is tested, the source, and the end of what is printed of it: the module's own body is left out where it says nothing. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    'a method call has a receiver, another call a callee',
    `
a.b(c)
d(*e, k=1, **g)
`,
    `
module 0 <module>()
b0:
  $0 = global a
  $1 = global c
  $2 = call $0.b($1)
  $3 = global d
  $4 = global e
  $5 = 1
  $6 = global g
  $7 = call $3(*$4, k=$5, **$6)
  $8 = null
  return $8
`,
  ],
  [
    'chained assignment evaluates once',
    `
x = y.z = f()
`,
    `
module 0 <module>()
b0:
  $1 = global f
  $2 = call $1()
  x = $2
  $3 = global y
  $3.z = $2
  $4 = null
  return $4
`,
  ],
  [
    'unpacking counts from the end after a star',
    `
def f(v):
    a, *b, c = v
    [d, (e, g)] = v
`,
    `
function 1 f(v)
b0:
  $7 = 0
  $8 = v[$7]
  a = $8
  $9 = 1
  $10 = -1
  $11 = v[$9 : $10 : -]
  b = $11
  $12 = -1
  $13 = v[$12]
  c = $13
  $14 = 0
  $15 = v[$14]
  d = $15
  $16 = 1
  $17 = v[$16]
  $18 = 0
  $19 = $17[$18]
  e = $19
  $20 = 1
  $21 = $17[$20]
  g = $21
  $22 = null
  return $22
`,
  ],
  [
    'augmented assignment reads its target once',
    `
def f(o):
    o.p += 1
    o[0] *= 2
`,
    `
function 1 f(o)
b0:
  $1 = o.p
  $2 = 1
  $3 = $1 + $2
  o.p = $3
  $4 = 0
  $5 = o[$4]
  $6 = 2
  $7 = $5 * $6
  o[$4] = $7
  $8 = null
  return $8
`,
  ],
  [
    'short circuits are edges',
    `
def f(a, b, c):
    if not a and (b or c):
        return 1
`,
    `
function 1 f(a, b, c)
b0:
  if a b3 else b4
b1:
  $4 = null
  return $4
b2:
  $3 = 1
  return $3
b3:
  jump b1
b4:
  if b b2 else b5
b5:
  if c b2 else b3
`,
  ],
  [
    'short circuits as values are joined',
    `
def f(a, b):
    return a or b
`,
    `
function 1 f(a, b)
b0:
  <or>2 = a
  if a b1 else b2
b1:
  return <or>2
b2:
  <or>2 = b
  jump b1
`,
  ],
  [
    'a chained comparison evaluates the middle once',
    `
def f(a, b):
    if a < g() <= b: return 1
`,
    `
function 1 f(a, b)
b0:
  $2 = global g
  $3 = call $2()
  $4 = a < $3
  if $4 b4 else b3
b1:
  $7 = null
  return $7
b2:
  $6 = 1
  return $6
b3:
  jump b1
b4:
  $5 = $3 <= b
  if $5 b2 else b3
`,
  ],
  [
    'f-strings nest, format and join with their neighbours',
    `
x = "a" f"{y!r}{z:>{w}}{{" 'b'
`,
    `
module 0 <module>()
b0:
  $1 = global y
  $2 = global repr
  $3 = call $2($1)
  $4 = global z
  $5 = global w
  $6 = template ">" $5
  $7 = global format
  $8 = call $7($4, $6)
  $9 = template "a" $3 $8 "{b"
  x = $9
  $10 = null
  return $10
`,
  ],
  [
    'slices and tuples of subscripts',
    `
def f(a, b):
    a[1:b]
    a[b, 2]
    del a[b], a.c
`,
    `
function 1 f(a, b)
b0:
  $2 = 1
  $3 = a[$2 : b : -]
  $4 = 2
  $5 = tuple [b, $4]
  $6 = a[$5]
  delete a[b]
  delete a.c
  $7 = null
  return $7
`,
  ],
  [
    'comprehensions are loops with names of their own',
    `
def f(x, ys):
    return {x: y for x in ys if x for y in x}, x
`,
    `
function 1 f(x, ys)
b0:
  $2 = dict {}
  jump b2
b1:
  $7 = tuple [$2, x]
  return $7
b2:
  $5 = next ys b3 else b1
b3:
  x3 = $5
  if x3 b4 else b2
b4:
  jump b5
b5:
  $6 = next x3 b6 else b2
b6:
  y = $6
  append $2[x3] y
  jump b5
`,
  ],
  [
    'closures load and store upwards',
    `
def f(a):
    b = 0
    def g():
        nonlocal b
        b = a
    return g
`,
    `
function 1 f(a)
b0:
  $3 = 0
  b = $3
  $4 = function 2
  g = $4
  return g
function 2 f.g()
b0:
  $0 = up 1.0
  up 1.1 = $0
  $1 = null
  return $1
`,
  ],
  [
    'globals are slots of the module',
    `
n = 0
def f():
    global n
    n = len(n)
`,
    `
module 0 <module>()
b0:
  $2 = 0
  n = $2
  $3 = function 1
  f = $3
  $4 = null
  return $4
function 1 f()
b0:
  $0 = global len
  $1 = up 0.0
  $2 = call $0($1)
  up 0.0 = $2
  $3 = null
  return $3
`,
  ],
  [
    'the names of a class are hidden from its methods',
    `
x = 1
class A(B):
    x = 2
    y: int
    def m(self):
        return x
`,
    `
module 0 <module>()
b0:
  $2 = 1
  x = $2
  $3 = global B
  $4 = class 0
  A = $4
  $5 = null
  return $5
class-body 1 A()
b0:
  $3 = 2
  x = $3
  $4 = function 2
  m = $4
  $5 = null
  return $5
method 2 A.m(self)
b0:
  $1 = up 0.0
  return $1
class 0 A in 0 bases $3 body 1: static field x, static field y, method m
`,
  ],
  [
    'decorators are called from the innermost outwards',
    `
@a.b("/")
@c
def f(): pass
`,
    `
module 0 <module>()
b0:
  $1 = global a
  $2 = "/"
  $3 = call $1.b($2)
  $4 = global c
  $5 = function 1
  $6 = decorator call $4($5)
  $7 = decorator call $3($6)
  f = $7
  $8 = null
  return $8
function 1 f()
b0:
  $0 = null
  return $0
`,
  ],
  [
    'methods know what they are',
    `
class A:
    @staticmethod
    def s(a): pass
    @classmethod
    def c(cls): pass
    @property
    def p(self): pass
    @p.setter
    def p(self, v): pass
`,
    `
module 0 <module>()
b0:
  $1 = class 0
  A = $1
  $2 = null
  return $2
class-body 1 A()
b0:
  $3 = global staticmethod
  $4 = function 2
  $5 = decorator call $3($4)
  s = $5
  $6 = global classmethod
  $7 = function 3
  $8 = decorator call $6($7)
  c = $8
  $9 = global property
  $10 = function 4
  $11 = decorator call $9($10)
  p = $11
  $12 = p.setter
  $13 = function 5
  $14 = decorator call $12($13)
  p = $14
  $15 = null
  return $15
method 2 A.s(a)
b0:
  $1 = null
  return $1
method 3 A.c(cls)
b0:
  $1 = null
  return $1
method 4 A.p(self)
b0:
  $1 = null
  return $1
method 5 A.p(self, v)
b0:
  $2 = null
  return $2
class 0 A in 0 bases - body 1: static method s, static method c, getter p, setter p
`,
  ],
  [
    'parameters keep kinds, types and defaults',
    `
def f(a: int, /, b: Annotated[User, Depends(g)] = None, *c, d: "list[str] | None" = 1, **e) -> Literal["x"]: pass
`,
    `
function 1 f(a: int, b: Annotated[User, Depends@4] = 0.$1, *c, named d: |[list[str], None] = 0.$5, **e) -> |[literal:x]
b0:
  $5 = null
  return $5
`,
  ],
  [
    'handlers of a try are a chain',
    `
def f():
    try:
        g()
    except A as e:
        h(e)
    except (B, c.D):
        raise
`,
    `
function 1 f()
b0:
  jump b4
b1:
  $7 = null
  return $7
b2:
  $6 = catch B c.D
  jump b7
b3: !b2
  $3 = catch A
  jump b6
b4: !b3
  $1 = global g
  $2 = call $1()
  jump b5
b5:
  jump b1
b6:
  e = $3
  $4 = global h
  $5 = call $4(e)
  jump b1
b7:
  throw $6
`,
  ],
  [
    'finally runs on every way out',
    `
def f():
    try:
        return g()
    finally:
        h()
`,
    `
function 1 f()
b0:
  jump b3
b1:
  $4 = catch <finally>
  $5 = global h
  $6 = call $5()
  throw $4
b2:
  $7 = global h
  $8 = call $7()
  $9 = null
  return $9
b3: !b1
  $0 = global g
  $1 = call $0()
  jump b4
b4:
  $2 = global h
  $3 = call $2()
  return $1
b5: !b1
  jump b2
`,
  ],
  [
    'with enters and exits',
    `
def f(a):
    with a as b:
        return b
`,
    `
function 1 f(a)
b0:
  $2 = enter a
  b = $2
  jump b3
b1:
  $3 = catch <with>
  exit a
  throw $3
b2:
  $4 = null
  return $4
b3: !b1
  jump b4
b4:
  exit a
  return b
b5:
  exit a
  jump b2
`,
  ],
  [
    'loops with else',
    `
def f(a):
    for x in a:
        if x: break
    else:
        g()
`,
    `
function 1 f(a)
b0:
  jump b1
b1:
  $2 = next a b2 else b3
b2:
  x = $2
  if x b6 else b7
b3:
  $3 = global g
  $4 = call $3()
  jump b4
b4:
  $5 = null
  return $5
b5:
  jump b1
b6:
  jump b4
b7:
  jump b5
`,
  ],
  [
    'assert is a branch to a throw',
    `
def f(a):
    assert a, "m"
`,
    `
function 1 f(a)
b0:
  if a b1 else b2
b1:
  $3 = null
  return $3
b2:
  $1 = "m"
  $2 = global AssertionError
  throw $2
`,
  ],
  [
    'match is a chain of tests',
    `
def f(s):
    match s:
        case "a" | None: return 1
        case [x, *y] if x: return y
        case {"k": v}: return v
        case P(q, r=1): return q
        case _: return 0
`,
    `
function 1 f(s)
b0:
  $5 = "a"
  $6 = s == $5
  if $6 b5 else b4
b1:
  $24 = null
  return $24
b2:
  $10 = matches s [1+]
  if $10 b8 else b7
b3:
  $9 = 1
  return $9
b4:
  $7 = null
  $8 = s is $7
  if $8 b6 else b2
b5:
  jump b3
b6:
  jump b3
b7:
  $15 = matches s {}
  if $15 b11 else b10
b8:
  $11 = 0
  $12 = s[$11]
  x = $12
  $13 = 1
  $14 = s[$13 : - : -]
  y = $14
  if x b9 else b7
b9:
  return y
b10:
  $18 = matches s P()
  if $18 b13 else b12
b11:
  $16 = "k"
  $17 = s[$16]
  v = $17
  return v
b12:
  $23 = 0
  return $23
b13:
  $19 = element s
  q = $19
  $20 = s.r
  $21 = 1
  $22 = $20 == $21
  if $22 b14 else b12
b14:
  return q
b15:
  jump b1
`,
  ],
  [
    'generators and coroutines',
    `
async def f(a):
    async for x in a:
        yield await x
def g(a):
    yield from a
`,
    `
module 0 <module>()
b0:
  $2 = function 1
  f = $2
  $3 = function 2
  g = $3
  $4 = null
  return $4
async generator function 1 f(a)
b0:
  jump b1
b1:
  $2 = async next a b2 else b3
b2:
  x = $2
  $3 = await x
  $4 = yield $3
  jump b1
b3:
  jump b4
b4:
  $5 = null
  return $5
generator function 2 g(a)
b0:
  $1 = element a
  $2 = yield $1
  $3 = null
  return $3
`,
  ],
  [
    'imports as written',
    `
import a.b
import a.b as c
from ..d import e as f
from .g import *
`,
    `
module 0 <module>()
b0:
  $3 = import a
  a = $3
  $4 = import a.b
  c = $4
  $5 = import ..d : e
  f = $5
  $6 = import .g : *
  $7 = null
  return $7
`,
  ],
  [
    'Python 2',
    `
print >>f, "x" % y
exec code() in d
raise A, "b"
`,
    `
module 0 <module>()
b0:
  $0 = global print
  $1 = global f
  $2 = "x"
  $3 = global y
  $4 = $2 % $3
  $5 = call $0($4, file=$1)
  $6 = global exec
  $7 = global code
  $8 = call $7()
  $9 = global d
  $10 = call $6($8, $9)
  $11 = global A
  $12 = "b"
  $13 = call $11($12)
  throw $13
`,
  ],
]

describe('lowering', () => {
  it.each(CASES)('%s', (_, source, expected) => {
    const printed = printModule(frontEnd.lower('a.py', source.trimStart()))
    expect(printed.slice(-expected.trimStart().length)).toBe(expected.trimStart())
  })
})
