import { FunctionBuilder, type FunctionHead } from '../ir/builder.ts'
import type { BlockIndex, ClassMember, Constant, IrClass, IrFunction, LoweringIssue, ModuleExport, ModuleImport, Slot } from '../ir/ir.ts'
import type { Scope, Scopes } from './scopes.ts'
import { KIND } from './syntax-kinds.ts'
import type { SyntaxTable } from './syntax-table.ts'

/** What control must pass when it leaves a suite early: innermost last. */
export type ControlFrame =
  | { readonly kind: 'loop'; readonly breakTo: BlockIndex; readonly continueTo: BlockIndex }
  | { readonly kind: 'finally'; readonly suite: number; readonly handler: BlockIndex }
  | { readonly kind: 'with'; readonly managers: readonly Slot[]; readonly handler: BlockIndex }

/** A class whose body is being lowered. */
export interface OpenClass {
  readonly index: number
  readonly members: ClassMember[]
}

export type LowerExpression = (lowering: Lowering, node: number) => Slot
export type LowerStatement = (lowering: Lowering, node: number) => void
export type LowerCondition = (lowering: Lowering, node: number, then: BlockIndex, otherwise: BlockIndex) => void

/** The lowering functions by node kind; the front end wires them, so that they need not import one another. */
export interface LoweringTables {
  readonly expressions: readonly (LowerExpression | undefined)[]
  readonly statements: readonly (LowerStatement | undefined)[]
  readonly conditions: readonly (LowerCondition | undefined)[]
}

/** Nesting beyond this is reported and left out: a few frames of the JavaScript stack go with each level. */
const MOST_LEVELS = 400

const NOT_ASCII = /\P{ASCII}/u

const TYPE_KINDS = new Set([KIND.type, KIND.generic_type, KIND.union_type, KIND.member_type, KIND.splat_type, KIND.constrained_type])

/** State of the lowering of one module. */
export class Lowering {
  readonly table: SyntaxTable
  readonly text: string
  readonly tables: LoweringTables
  readonly scopes: Scopes
  readonly functions: IrFunction[] = []
  readonly classes: IrClass[] = []
  readonly imports: ModuleImport[] = []
  /** Offsets of the imports recorded so far. */
  readonly importedAt = new Set<number>()
  readonly stars: ModuleExport[] = []
  readonly issues: LoweringIssue[] = []
  readonly #isAscii: boolean
  /** Functions and classes lowered already, by node: the suite of a `finally` is lowered once for each way out of it. */
  readonly lowered = new Map<number, number>()
  build: FunctionBuilder
  scope: Scope
  /** Dotted path of the definition being lowered, with its dot; empty at module level. */
  path = ''
  frames: ControlFrame[] = []
  openClass: OpenClass | null = null
  /** The exception that the innermost `except` caught, for a bare `raise`; -1 outside. */
  caught: Slot = -1
  /** Parentheses that the grammar took for a group and that are the arguments of `type`. */
  calledType = -1
  /** Nodes that copies of `finally` suites may still cost. */
  copyBudget: number
  #level = 0
  #functionCount = 0
  #classCount = 0

  constructor(table: SyntaxTable, text: string, scopes: Scopes, tables: LoweringTables) {
    this.table = table
    this.text = text
    this.scopes = scopes
    this.tables = tables
    this.#isAscii = !NOT_ASCII.test(text)
    this.copyBudget = 20_000 + 2 * table.count
    this.scope = scopes.get(0) as Scope
    this.build = this.newFunction({
      name: '<module>',
      kind: 'module',
      parent: -1,
      ownerClass: -1,
      isAsync: false,
      start: 0,
      end: text.length,
    })
    this.enterScope(0, this.build)
  }

  /** A builder with the next index; put what it freezes to at `functions[index]`. */
  newFunction(head: Omit<FunctionHead, 'index'>): FunctionBuilder {
    return new FunctionBuilder({ ...head, index: this.#functionCount++ })
  }

  newClass(): number {
    return this.#classCount++
  }

  /** Lowers a function's inside: its scope, its own control frames, and a last `return None` where the end is reached. */
  inFunction(node: number, build: FunctionBuilder, path: string, lowerBody: () => void, openClass: OpenClass | null = null): void {
    const outer = { build: this.build, path: this.path, frames: this.frames, openClass: this.openClass, caught: this.caught }
    Object.assign(this, { build, path, frames: [], openClass, caught: -1 })
    const scope = this.enterScope(node, build)
    lowerBody()
    this.finish()
    this.leaveScope(scope)
    Object.assign(this, outer)
  }

  /** Ends the function being lowered and puts it in its place. */
  finish(): void {
    const { build } = this
    const { end } = build.head
    if (build.isOpen) build.terminate({ op: 'return', src: build.constant(null, end, end), start: end, end })
    this.functions[build.index] = build.freeze()
  }

  // -- reading the tree

  start(node: number): number {
    return this.table.starts[node] ?? 0
  }

  end(node: number): number {
    return this.table.ends[node] ?? 0
  }

  kind(node: number): number {
    return this.table.kinds[node] ?? 0
  }

  textOf(node: number): string {
    return node < 0 ? '' : this.text.slice(this.table.starts[node], this.table.ends[node])
  }

  /** Text of an identifier, in the form that Python compares: \uff57\uff57\uff57 is www. */
  nameOf(node: number): string {
    const name = this.textOf(node)
    return this.#isAscii ? name : name.normalize('NFKC')
  }

  /** First child with that field, or -1. */
  field(node: number, field: number): number {
    const { fields, next } = this.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) if (fields[child] === field) return child
    return -1
  }

  /** First child of that kind, or -1. */
  childOfKind(node: number, kind: number): number {
    const { kinds, next } = this.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) if (kinds[child] === kind) return child
    return -1
  }

  /** Children that are expressions: no tokens, no punctuation, nothing that did not parse. */
  operands(node: number): number[] {
    const { kinds, next } = this.table
    const { expressions } = this.tables
    const found: number[] = []
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) {
      const kind = kinds[child] as number
      if (kind !== KIND.ERROR && expressions[kind] !== undefined) found.push(child)
    }
    return found
  }

  /** Children that are types or expressions, for annotations. */
  operandsOfType(node: number): number[] {
    if (node < 0) return []
    const { kinds, next } = this.table
    const found: number[] = []
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) {
      const kind = kinds[child] as number
      if (TYPE_KINDS.has(kind) || (kind !== KIND.ERROR && this.tables.expressions[kind] !== undefined)) found.push(child)
    }
    return found
  }

  // -- dispatch

  /** Lowers an expression; a node that is absent or has no meaning here gives an unknown value. */
  value(node: number): Slot {
    if (node < 0) return this.unknown(0)
    const lower = this.tables.expressions[this.kind(node)]
    if (lower === undefined) return this.unsupported(node)
    if (this.#level >= MOST_LEVELS) return this.tooDeep(node)
    this.#level++
    const slot = lower(this, node)
    this.#level--
    return slot
  }

  /** Lowers a statement. What is an expression in place of one (after a syntax error) is lowered for its effects. */
  statement(node: number): void {
    const kind = this.kind(node)
    const lower = this.tables.statements[kind]
    if (lower === undefined) {
      if (this.tables.expressions[kind] !== undefined) this.value(node)
      return
    }
    if (this.#level >= MOST_LEVELS) {
      this.tooDeep(node)
      return
    }
    this.#level++
    lower(this, node)
    this.#level--
  }

  /** Lowers all statements below a node (a block, the module, a clause without a block of its own). */
  suite(node: number): void {
    if (node < 0) return
    const { next } = this.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) this.statement(child)
  }

  /** Lowers the suite of a compound statement; what did not parse beside it comes first. */
  body(node: number, field: number): void {
    const { kinds, next } = this.table
    const end = next[node] as number
    for (let child = node + 1; child < end; child = next[child] as number) if (kinds[child] === KIND.ERROR) this.statement(child)
    this.suite(this.field(node, field))
  }

  /** Lowers a condition to branches: short circuits and negations become edges. */
  condition(node: number, then: BlockIndex, otherwise: BlockIndex): void {
    const lower = node < 0 ? undefined : this.tables.conditions[this.kind(node)]
    if (lower === undefined || this.#level >= MOST_LEVELS) {
      const condition = this.value(node)
      this.build.branch(condition, then, otherwise, { start: this.start(node), end: this.end(node) })
      return
    }
    this.#level++
    lower(this, node, then, otherwise)
    this.#level--
  }

  /** Runs `lower` one level deeper, or reports the node as too deep: for recursion that does not go through `value`. */
  nested(node: number, lower: () => void): void {
    if (this.#level >= MOST_LEVELS) {
      this.tooDeep(node)
      return
    }
    this.#level++
    lower()
    this.#level--
  }

  // -- values

  constant(node: number, value: Constant): Slot {
    return this.build.constant(value, this.start(node), this.end(node))
  }

  global(node: number, name: string): Slot {
    const dst = this.build.temporary()
    this.build.emit({ op: 'global', dst, name, start: this.start(node), end: this.end(node) })
    return dst
  }

  /** A value of which nothing is known. */
  unknown(node: number): Slot {
    return this.global(node, '<unknown>')
  }

  unsupported(node: number): Slot {
    // An ERROR is an issue already.
    if (this.kind(node) !== KIND.ERROR) this.issue('unsupported', node, 'this form of expression is not analysed')
    return this.unknown(node)
  }

  tooDeep(node: number): Slot {
    this.issue('too-deep', node, `nested more than ${MOST_LEVELS} levels deep`)
    return this.unknown(node)
  }

  issue(kind: LoweringIssue['kind'], node: number, message: string): void {
    this.issues.push({ kind, message, start: this.start(node), end: this.end(node) })
  }

  // -- names

  /** Opens the scope of a node; its names get their slots. Give the result of the call to `leaveScope`. */
  enterScope(node: number, build: FunctionBuilder): Scope {
    const outer = this.scope
    const scope = this.scopes.get(node)
    if (scope === undefined) return outer
    scope.parent = scope === outer ? null : outer
    scope.build = build
    for (const name of scope.bindings) {
      if (scope.slots.has(name)) continue
      if (scope.kind !== 'module' && (scope.globals.has(name) || scope.nonlocals.has(name))) continue
      scope.slots.set(name, build.variable(name))
    }
    this.scope = scope
    return outer
  }

  leaveScope(outer: Scope): void {
    this.scope = outer
  }

  /** Value of a name. A variable of this function is its own slot; others are loaded. */
  load(node: number, name = this.nameOf(node)): Slot {
    const scope = this.#scopeRead(name)
    if (scope === null) return this.global(node, name)
    const slot = scope.slots.get(name) as Slot
    const owner = scope.build as FunctionBuilder
    if (owner === this.build) return slot
    owner.captured.add(slot)
    const dst = this.build.temporary()
    this.build.emit({ op: 'load-up', dst, function: owner.index, slot, start: this.start(node), end: this.end(node) })
    return dst
  }

  store(node: number, name: string, src: Slot): void {
    const scope = this.#scopeOf(name)
    if (scope === null) return
    scope.stored.add(name)
    const slot = scope.slots.get(name) as Slot
    const owner = scope.build as FunctionBuilder
    const start = this.start(node)
    const end = this.end(node)
    if (owner === this.build) {
      this.build.move(slot, src, start, end)
      return
    }
    owner.captured.add(slot)
    this.build.emit({ op: 'store-up', function: owner.index, slot, src, start, end })
  }

  /** Slot of a name in the current scope alone, when it lives in this function; else -1. */
  ownSlot(name: string): Slot {
    this.scope.stored.add(name)
    return this.scope.slots.get(name) ?? -1
  }

  /** `password = password(required=True)` in a class: what the name holds outside, until the class has it. */
  #scopeRead(name: string): Scope | null {
    const { scope } = this
    const isOutside = scope.kind === 'class' && scope.slots.has(name) && !scope.stored.has(name)
    return (isOutside ? this.#scopeOf(name, scope.parent) : null) ?? this.#scopeOf(name)
  }

  #scopeOf(name: string, from: Scope | null = this.scope): Scope | null {
    let scope = from
    if (scope === null) return null
    if (scope.slots.has(name)) return scope
    let isOutside = false
    for (; scope !== null; scope = scope.parent) {
      if (scope.globals.has(name)) {
        const module = this.scopes.get(0) as Scope
        return module.slots.has(name) ? module : null
      }
      // The names of a class are not seen by the functions in it.
      if ((scope.kind !== 'class' || !isOutside) && scope.slots.has(name)) return scope
      isOutside = true
    }
    return null
  }
}
