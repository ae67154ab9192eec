import type { FunctionBuilder } from '../ir/builder.ts'
import type { Slot } from '../ir/ir.ts'
import { byKind, FIELD, KIND } from './syntax-kinds.ts'
import type { SyntaxTable } from './syntax-table.ts'

export type ScopeKind = 'module' | 'function' | 'class' | 'comprehension'

/** A Python scope: which names it binds, and, once it is being lowered, in which slots they live. */
export interface Scope {
  readonly kind: ScopeKind
  /** In order of first binding. */
  readonly bindings: Set<string>
  readonly globals: Set<string>
  readonly nonlocals: Set<string>
  readonly slots: Map<string, Slot>
  /** Names that something was written to so far. */
  readonly stored: Set<string>
  /** Set when the scope is entered; a comprehension shares the builder of the function it stands in. */
  build: FunctionBuilder | null
  parent: Scope | null
}

/** Scopes by the node that opens them; the module's is node 0. */
export type Scopes = ReadonlyMap<number, Scope>

export function newScope(kind: ScopeKind): Scope {
  return {
    kind,
    bindings: new Set(),
    globals: new Set(),
    nonlocals: new Set(),
    slots: new Map(),
    stored: new Set(),
    build: null,
    parent: null,
  }
}

const SCOPE_KINDS = new Map<number, ScopeKind>([
  [KIND.function_definition, 'function'],
  [KIND.lambda, 'function'],
  [KIND.class_definition, 'class'],
  [KIND.list_comprehension, 'comprehension'],
  [KIND.set_comprehension, 'comprehension'],
  [KIND.dictionary_comprehension, 'comprehension'],
  [KIND.generator_expression, 'comprehension'],
])

/** Node kinds that `collectScopes` must look at; the others cost one load. */
const MATTERS = new Uint8Array(256)
for (const kind of SCOPE_KINDS.keys()) MATTERS[kind] = 1

/** What binds names, and how: one function a node kind, called with the scope the node stands in. */
type Binder = (pass: ScopePass, node: number, scope: Scope) => void

/**
 * Which scope binds which names, in one pass over the tree (Python decides by assignment anywhere in the scope).
 * Parents are linked later, when a scope is entered: defaults and decorators belong to the scope outside.
 */
export function collectScopes(table: SyntaxTable, text: string): Scopes {
  const pass = new ScopePass(table, text)
  const { kinds, next, count } = table
  const ends: number[] = []
  for (let node = 1; node < count; node++) {
    const kind = kinds[node] as number
    if (MATTERS[kind] === 0) continue
    while (ends.length > 0 && node >= (ends.at(-1) as number)) {
      ends.pop()
      pass.open.pop()
    }
    const scope = pass.open.at(-1) as Scope
    BINDERS[kind]?.(pass, node, scope)
    const scopeKind = SCOPE_KINDS.get(kind)
    if (scopeKind === undefined) continue
    const inner = newScope(scopeKind)
    pass.scopes.set(node, inner)
    pass.open.push(inner)
    ends.push(next[node] as number)
  }
  return pass.scopes
}

class ScopePass {
  readonly table: SyntaxTable
  readonly text: string
  readonly scopes = new Map<number, Scope>()
  readonly open: Scope[] = []
  readonly isAscii: boolean

  constructor(table: SyntaxTable, text: string) {
    this.table = table
    this.text = text
    this.isAscii = !/\P{ASCII}/u.test(text)
    const module = newScope('module')
    this.scopes.set(0, module)
    this.open.push(module)
  }

  nameOf(node: number): string {
    const name = this.text.slice(this.table.starts[node], this.table.ends[node])
    return this.isAscii ? name : name.normalize('NFKC')
  }

  field(node: number, field: number): number {
    const { fields, next } = this.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) if (fields[child] === field) return child
    return -1
  }

  bind(scope: Scope, node: number): void {
    if (node >= 0 && this.table.kinds[node] === KIND.identifier) scope.bindings.add(this.nameOf(node))
  }

  /** Binds every name in a target; attributes and subscripts in it bind nothing. */
  bindTargets(scope: Scope, target: number): void {
    if (target < 0) return
    const { kinds, next } = this.table
    const end = next[target] as number
    for (let node = target; node < end; ) {
      const kind = kinds[node] as number
      if (kind === KIND.identifier) this.bind(scope, node)
      node = TARGET_CONTAINERS[kind] === 1 ? node + 1 : (next[node] as number)
    }
  }

  /** Comprehensions do not keep the names that `:=` binds in them. */
  scopeOfWalrus(): Scope {
    for (let index = this.open.length - 1; index >= 0; index--) {
      const scope = this.open[index] as Scope
      if (scope.kind !== 'comprehension') return scope
    }
    return this.open[0] as Scope
  }
}

const TARGET_CONTAINERS = new Uint8Array(256)
for (const kind of [
  KIND.pattern_list,
  KIND.tuple_pattern,
  KIND.list_pattern,
  KIND.list_splat_pattern,
  KIND.tuple,
  KIND.list,
  KIND.list_splat,
  KIND.expression_list,
  KIND.parenthesized_expression,
  KIND.as_pattern_target,
]) {
  TARGET_CONTAINERS[kind] = 1
}

const bindLeft: Binder = (pass, node, scope) => pass.bindTargets(scope, pass.field(node, FIELD.left))
const bindName: Binder = (pass, node, scope) => pass.bind(scope, pass.field(node, FIELD.name))

const bindParameters: Binder = (pass, node, scope) => {
  const { kinds, next } = pass.table
  const end = next[node] as number
  for (let parameter = node + 1; parameter < end; parameter = next[parameter] as number) {
    if (kinds[parameter] === KIND.tuple_pattern) pass.bindTargets(scope, parameter)
    else pass.bind(scope, parameterName(pass.table, parameter))
  }
}

/** The name is the first identifier down: in `*args: str` it lies below the splat. */
export function parameterName({ kinds, next }: SyntaxTable, parameter: number): number {
  const end = next[parameter] as number
  for (let node = parameter; node < end; node++) if (kinds[node] === KIND.identifier) return node
  return -1
}

const bindNames =
  (target: 'bindings' | 'globals' | 'nonlocals'): Binder =>
  (pass, node, scope) => {
    const { kinds, next } = pass.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) {
      if (kinds[child] !== KIND.identifier) continue
      const name = pass.nameOf(child)
      scope[target].add(name)
      // A name that only functions assign, through `global`, is still a name of the module.
      if (target === 'globals') (pass.scopes.get(0) as Scope).bindings.add(name)
    }
  }

/** `import a.b` binds `a`; `import a.b as c` and `from a import b as c` bind `c`. */
const bindImports: Binder = (pass, node, scope) => {
  const { kinds, next, fields } = pass.table
  const end = next[node] as number
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (fields[child] !== FIELD.name) continue
    if (kinds[child] === KIND.aliased_import) pass.bind(scope, pass.field(child, FIELD.alias))
    else pass.bind(scope, child + 1)
  }
}

/** `X as y` of except, with and match; the last has its name without a field. */
const bindAlias: Binder = (pass, node, scope) => {
  const alias = pass.field(node, FIELD.alias)
  if (alias >= 0) pass.bindTargets(scope, alias)
  else pass.bind(scope, lastChild(pass.table, node))
}

/** Python 2's `except X, name`. */
const bindSecondValue: Binder = (pass, node, scope) => {
  const { fields, next } = pass.table
  const end = next[node] as number
  let values = 0
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (fields[child] === FIELD.value && ++values === 2) pass.bindTargets(scope, child)
  }
}

/** A lone name in a pattern captures; `A.b` is compared with. */
const bindCaptures: Binder = (pass, node, scope) => {
  const { kinds, next } = pass.table
  const end = next[node] as number
  const isClass = kinds[node] === KIND.class_pattern
  for (let child = node + 1; child < end; child = next[child] as number) {
    const isName = kinds[child] === KIND.dotted_name && next[child] === child + 2
    if (isName && !(isClass && child === node + 1)) pass.bind(scope, child + 1)
  }
}

const bindSplat: Binder = (pass, node, scope) => pass.bind(scope, lastChild(pass.table, node))

function lastChild({ next }: SyntaxTable, node: number): number {
  const end = next[node] as number
  let last = -1
  for (let child = node + 1; child < end; child = next[child] as number) last = child
  return last
}

const BINDERS: (Binder | undefined)[] = byKind<Binder>({
  assignment: bindLeft,
  augmented_assignment: bindLeft,
  for_statement: bindLeft,
  function_definition: bindName,
  class_definition: bindName,
  named_expression: (pass, node) => pass.bind(pass.scopeOfWalrus(), pass.field(node, FIELD.name)),
  type_alias_statement: (pass, node, scope) => pass.bind(scope, parameterName(pass.table, node)),
  delete_statement: (pass, node, scope) => {
    // Not the `exec` that the front end disguises as `del`.
    if (pass.text.startsWith('del', pass.table.starts[node])) pass.bindTargets(scope, node + 1)
  },
  parameters: bindParameters,
  lambda_parameters: bindParameters,
  global_statement: bindNames('globals'),
  nonlocal_statement: bindNames('nonlocals'),
  import_statement: bindImports,
  import_from_statement: bindImports,
  future_import_statement: bindImports,
  as_pattern: bindAlias,
  except_clause: bindSecondValue,
  case_pattern: bindCaptures,
  union_pattern: bindCaptures,
  class_pattern: bindCaptures,
  keyword_pattern: bindCaptures,
  splat_pattern: bindSplat,
  // Its `left` lies inside the comprehension that it belongs to.
  for_in_clause: bindLeft,
})
for (const [kind, binder] of BINDERS.entries()) if (binder !== undefined) MATTERS[kind] = 1
