/** Snippets with what they are lowered to, as `printModule` shows it. Read before changing: the text is the contract with the engine. */
export interface LoweringCase {
  readonly title: string
  readonly source: string
  readonly lowered: string
}

export const LOWERING_CASES: readonly LoweringCase[] = [
  {
    title: 'optional chain and nullish default',
    source: `const name = user?.profile?.name ?? 'nobody'`,
    lowered: `
module 0 <module>()
b0:
  $2 = global user
  $3 = $2?.profile
  <nullish>1 = $3?.name
  $5 = null
  $4 = <nullish>1 == $5
  if $4 b2 else b1
b1:
  name = <nullish>1
  $6 = undefined
  return $6
b2:
  <nullish>1 = "nobody"
  jump b1
`,
  },
  {
    title: 'condition becomes edges',
    source: `if (!a && (b || c)) d()
else e()`,
    lowered: `
module 0 <module>()
b0:
  $0 = global a
  if $0 b3 else b4
b1:
  $7 = undefined
  return $7
b2:
  $3 = global d
  $4 = call $3()
  jump b1
b3:
  $5 = global e
  $6 = call $5()
  jump b1
b4:
  $1 = global b
  if $1 b2 else b5
b5:
  $2 = global c
  if $2 b2 else b3
`,
  },
  {
    title: 'compound assignment, update, implicit global',
    source: `x ||= f()
o.count += 1
const old = i++`,
    lowered: `
module 0 <module>()
b0:
  $1 = global x
  <assigned>2 = $1
  if <assigned>2 b2 else b1
b1:
  $3 = global f
  <assigned>2 = call $3()
  $4 = global globalThis
  $4.x = <assigned>2
  jump b2
b2:
  $5 = global o
  $6 = $5.count
  $7 = 1
  $8 = $6 + $7
  $5.count = $8
  $9 = global i
  $10 = $9
  $11 = 1
  $12 = $10 + $11
  $13 = global globalThis
  $13.i = $12
  old = $10
  $14 = undefined
  return $14
`,
  },
  {
    title: 'array pattern',
    source: `const [first, , third = 3, ...others] = list`,
    lowered: `
module 0 <module>()
b0:
  $3 = global list
  $4 = 0
  $5 = $3[$4]
  first = $5
  $6 = 2
  $7 = $3[$6]
  <default>8 = $7
  $10 = undefined
  $9 = <default>8 == $10
  if $9 b1 else b2
b1:
  $11 = 3
  <default>8 = $11
  jump b2
b2:
  third = <default>8
  $12 = 3
  $13 = $3[$12 : - : -]
  others = $13
  $14 = undefined
  return $14
`,
  },
  {
    title: 'object pattern with computed key and rest',
    source: `const { a, b: { c }, [key]: d, ...rest } = source`,
    lowered: `
module 0 <module>()
b0:
  $4 = global source
  a = $4.a
  $5 = $4.b
  c = $5.c
  $6 = global key
  d = $4[$6]
  $7 = dict {*$4}
  delete $7.a
  delete $7.b
  delete $7[$6]
  rest = $7
  $8 = undefined
  return $8
`,
  },
  {
    title: 'parameters: pattern, default, rest',
    source: `function f({ id, tags = [] }, limit = 10, ...more) { return id }`,
    lowered: `
module 0 <module>()
b0:
  f = function 1
  $1 = undefined
  return $1
function 1 f(, limit = 1.$13, *more)
b0:
  id = <parameter 0>3.id
  $6 = <parameter 0>3.tags
  <default>7 = $6
  $9 = undefined
  $8 = <default>7 == $9
  if $8 b1 else b2
b1:
  $10 = list []
  <default>7 = $10
  jump b2
b2:
  tags = <default>7
  $12 = undefined
  $11 = limit == $12
  if $11 b3 else b4
b3:
  $13 = 10
  limit = $13
  jump b4
b4:
  return id
`,
  },
  {
    title: 'for-of with a pattern',
    source: `for (const [k, v] of Object.entries(o)) { if (k) continue; if (v) break }`,
    lowered: `
module 0 <module>()
b0:
  $0 = global Object
  $1 = global o
  $2 = call $0.entries($1)
  jump b1
b1:
  $5 = next $2 b2 else b3
b2:
  $6 = 0
  $7 = $5[$6]
  k = $7
  $8 = 1
  $9 = $5[$8]
  v = $9
  if k b5 else b4
b3:
  $10 = undefined
  return $10
b4:
  if v b7 else b6
b5:
  jump b1
b6:
  jump b1
b7:
  jump b3
`,
  },
  {
    title: 'labels',
    source: `outer: for (;;) { for (const key in o) { if (key) continue outer; break outer } }`,
    lowered: `
module 0 <module>()
b0:
  jump b1
b1:
  jump b2
b2:
  $0 = global o
  jump b5
b3:
  jump b1
b4:
  $2 = undefined
  return $2
b5:
  key = key $0 b6 else b7
b6:
  if key b9 else b8
b7:
  jump b3
b8:
  jump b4
b9:
  jump b3
`,
  },
  {
    title: 'try, catch with a pattern, finally',
    source: `function f() { try { return g() } catch ({ message }) { log(message) } finally { close() } }`,
    lowered: `
module 0 <module>()
b0:
  f = function 1
  $1 = undefined
  return $1
function 1 f()
b0:
  jump b4
b1:
  $10 = catch <finally>
  $11 = global close
  $12 = call $11()
  throw $10
b2:
  $13 = global close
  $14 = call $13()
  $15 = undefined
  return $15
b3: !b1
  $6 = catch
  message = $6.message
  $8 = global log
  $9 = call $8(message)
  jump b2
b4: !b3
  $1 = global g
  $2 = call $1()
  <return>3 = $2
  jump b6
b5:
  return <return>3
b6:
  $4 = global close
  $5 = call $4()
  jump b5
`,
  },
  {
    title: 'switch falls through',
    source: `switch (kind) { case 'a': one(); case 'b': two(); break; default: three() }`,
    lowered: `
module 0 <module>()
b0:
  $0 = global kind
  $1 = "a"
  $2 = $0 == $1
  if $2 b2 else b5
b1:
  $11 = undefined
  return $11
b2:
  $5 = global one
  $6 = call $5()
  jump b3
b3:
  $7 = global two
  $8 = call $7()
  jump b1
b4:
  $9 = global three
  $10 = call $9()
  jump b1
b5:
  $3 = "b"
  $4 = $0 == $3
  if $4 b3 else b6
b6:
  jump b4
`,
  },
  {
    title: 'class members and receivers',
    source: `class A extends B { #secret = 1; static count = 0; static { A.count = 2 } get size() { return this.#secret } constructor(x) { super(x); this.x = x } handle = () => this.x }`,
    lowered: `
module 0 <module>()
b0:
  $1 = global B
  A = class 0
  $2 = undefined
  return $2
class-body 1 A()
b0:
  #secret = 1
  count = 0
  $3 = up 0.0
  $4 = 2
  $3.count = $4
  size = function 2
  constructor = function 3
  handle = function 4
  $8 = undefined
  return $8
method 2 A.size()
b0:
  $1 = this.#secret
  return $1
method 3 A.constructor(x)
b0:
  $2 = global super
  $3 = call $2(x)
  this.x = x
  $4 = undefined
  return $4
lambda 4 A.handle()
b0:
  $0 = up 1.0
  $1 = $0.x
  return $1
class 0 A in 0 bases $1 body 1: field #secret, static field count, getter size, method constructor, field handle
`,
  },
  {
    title: 'tagged and plain templates, regex, bigint',
    source: `const x = sql\`select \${id}\`, y = \`a\${b}c\`, z = \`plain\`, r = /a+/gi, n = 10n`,
    lowered: `
module 0 <module>()
b0:
  $5 = global sql
  $6 = global id
  $7 = template "select " $6
  x = call $5($7, $6)
  $8 = global b
  y = template "a" $8 "c"
  z = "plain"
  r = /a+/gi
  n = 10n
  $9 = undefined
  return $9
`,
  },
  {
    title: 'async generator',
    source: `async function* gen() { for await (const x of xs) { yield x } yield* more() }`,
    lowered: `
module 0 <module>()
b0:
  gen = function 1
  $1 = undefined
  return $1
async generator function 1 gen()
b0:
  $1 = global xs
  jump b1
b1:
  x = async next $1 b2 else b3
b2:
  $3 = yield x
  jump b1
b3:
  $4 = global more
  $5 = call $4()
  $6 = element $5
  $7 = yield $6
  $8 = undefined
  return $8
`,
  },
  {
    title: 'JSX',
    source: `const el = <Page title="x" {...rest}>hello {name}<br/></Page>`,
    lowered: `
module 0 <module>()
b0:
  $1 = global Page
  $2 = global jsx
  $3 = "x"
  $4 = global rest
  $5 = dict {"title": $3, *$4}
  $6 = "hello"
  $7 = global name
  $8 = "br"
  $9 = global jsx
  $10 = dict {}
  $11 = call $9($8, $10)
  el = call $2($1, $5, $6, $7, $11)
  $12 = undefined
  return $12
`,
  },
  {
    title: 'arguments',
    source: `function f(a) { return arguments[1] }`,
    lowered: `
module 0 <module>()
b0:
  f = function 1
  $1 = undefined
  return $1
function 1 f(a, *arguments)
b0:
  $3 = list [a, *arguments]
  $4 = 1
  $5 = $3[$4]
  return $5
`,
  },
  {
    title: 'captured variables',
    source: `let counter = 0
const next = () => { counter++; return () => counter }`,
    lowered: `
module 0 <module>()
b0:
  counter = 0
  next = function 1
  $2 = undefined
  return $2
lambda 1 next()
b0:
  $0 = up 0.0
  $1 = 1
  $2 = $0 + $1
  up 0.0 = $2
  $3 = function 2
  return $3
lambda 2 next.<lambda>()
b0:
  $0 = up 0.0
  return $0
`,
  },
  {
    title: 'delete, typeof, void, in',
    source: `delete o.a; typeof x; void 0; 'k' in o`,
    lowered: `
module 0 <module>()
b0:
  $0 = global o
  delete $0.a
  $1 = true
  $2 = global x
  $3 = typeof $2
  $4 = undefined
  $5 = "k"
  $6 = global o
  $7 = $5 in $6
  $8 = undefined
  return $8
`,
  },
  {
    title: 'function expression that names itself',
    source: `var f = function g(n) { return n ? g(n - 1) : this }`,
    lowered: `
module 0 <module>()
b0:
  f = function 1
  $1 = undefined
  return $1
function 1 g(n)
b0:
  if n b2 else b3
b1:
  return <conditional>2
b2:
  $3 = function 1
  $4 = 1
  $5 = n - $4
  <conditional>2 = call $3($5)
  jump b1
b3:
  <conditional>2 = this
  jump b1
`,
  },
  {
    title: 'calls: spread, literal key, computed key, new, optional',
    source: `fetch(url, ...args)
api['get'](x); api[m](y); new Foo(1); a?.b?.(c)`,
    lowered: `
module 0 <module>()
b0:
  $0 = global fetch
  $1 = global url
  $2 = global args
  $3 = call $0($1, *$2)
  $4 = global api
  $5 = global x
  $6 = call $4.get($5)
  $7 = global api
  $8 = global m
  $9 = $7[$8]
  $10 = global y
  $11 = call $9($10)
  $12 = global Foo
  $13 = 1
  $14 = new call $12($13)
  $15 = global a
  $16 = global c
  $17 = call $15?.b($16)
  $18 = undefined
  return $18
`,
  },
]
