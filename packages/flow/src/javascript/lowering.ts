import type { BlockStatement } from 'oxc-parser'
import { FunctionBuilder } from '../ir/builder.ts'
import type { BlockIndex, FunctionIndex, FunctionKind, IrClass, LoweringIssue, ModuleExport, ModuleImport, Slot } from '../ir/ir.ts'
import { Scope } from './scope.ts'

/** Nesting beyond which an expression or statement is left out as `too-deep`. A level takes up to five frames; a stack of 984 KB holds twice as many. */
export const MAX_DEPTH = 600
/** Issues listed for one file; a hostile one has millions. */
const MAX_ISSUES = 200
/** Copies of `finally` bodies a module may cost; nested ones multiply. */
export const MAX_FINALLY_COPIES = 400

export interface Span {
  readonly start: number
  readonly end: number
}

/** Where `break`, `continue` and `return` pass through, innermost last. */
export type Enclosing =
  | { readonly kind: 'loop'; readonly labels: readonly string[]; readonly breakTo: BlockIndex; readonly continueTo: BlockIndex }
  | { readonly kind: 'block'; readonly labels: readonly string[]; readonly breakTo: BlockIndex; readonly isSwitch: boolean }
  | {
      readonly kind: 'finally'
      readonly body: BlockStatement
      /** The handler outside the `try`. */
      readonly handler: BlockIndex
      readonly scope: Scope
      /** The copy of the body made for each way out, by the block it goes on to (-1: return). */
      readonly copies: Map<BlockIndex, BlockIndex>
    }

/** The receiver that `this` means; null at module level. */
export type Receiver = { readonly function: FunctionIndex; readonly slot: Slot } | null

/** State of the file being lowered. */
export class ModuleLowering {
  readonly text: string
  readonly builders: FunctionBuilder[] = []
  readonly classes: IrClass[] = []
  readonly imports: ModuleImport[] = []
  /** By kind and name, so that a later assignment takes the place of an earlier one. */
  readonly exports = new Map<string, ModuleExport>()
  readonly issues: LoweringIssue[] = []
  /** Bodies still to be lowered: inner functions wait, so that nesting functions costs no stack. */
  readonly pending: (() => void)[] = []
  /** Scopes and functions made inside a `finally` body, which is lowered several times but must declare only once. */
  readonly madeInCopies = new Map<object, Scope | FunctionIndex>()
  /** Slots of function 0 that hold CommonJS exports, by exported name; `=` is `module.exports` itself. */
  readonly commonSlots = new Map<string, Slot>()
  /** Whether some `var` may need hoisting. */
  readonly hasVar: boolean
  depth = 0
  finallyCopies = 0

  constructor(text: string) {
    this.text = text
    this.hasVar = text.includes('var')
  }

  export(entry: ModuleExport): void {
    this.exports.set(entry.kind === 'all' ? `*${entry.from}` : `=${entry.name}`, entry)
  }

  issue(kind: LoweringIssue['kind'], message: string, { start, end }: Span): void {
    if (this.issues.length < MAX_ISSUES) this.issues.push({ kind, message, start, end })
  }
}

/** State of one function being lowered. */
export class FunctionLowering {
  readonly module: ModuleLowering
  readonly build: FunctionBuilder
  readonly receiver: Receiver
  /** The function whose `arguments` and parameters are meant here: itself, or for an arrow the enclosing one. */
  readonly ordinary: FunctionLowering | null
  scope: Scope
  enclosing: Enclosing[] = []
  /** Labels directly before the statement that comes next. */
  labels: string[] = []
  isInCopy = false
  /** Variables that a function, class, enum or namespace has filled, so that a namespace of the same name adds to it. */
  #filled: Set<Slot> | null = null
  /** Where `return` goes when it crosses a `finally`, with the slot that keeps the value; -1 before its first use. */
  returnBlock: BlockIndex = -1
  returnSlot: Slot = -1
  /** Slot of the added rest parameter that stands for arguments without a name; -1 before its first use. */
  argumentsSlot: Slot = -1

  constructor(
    module: ModuleLowering,
    build: FunctionBuilder,
    scope: Scope,
    receiver: Receiver,
    ordinary: FunctionLowering | 'itself' | null,
  ) {
    this.module = module
    this.build = build
    this.scope = scope
    this.receiver = receiver
    this.ordinary = ordinary === 'itself' ? this : ordinary
  }

  /** Makes a variable of this function known in the current scope; an existing one of the same scope is kept. */
  declare(name: string): Slot {
    const known = this.scope.own(name)
    if (known !== undefined && known.function === this.build.index && known.itself < 0) return known.slot
    const slot = this.build.variable(name)
    this.scope.declare(name, { function: this.build.index, slot, imported: null, itself: -1 })
    return slot
  }

  fill(slot: Slot): void {
    this.#filled ??= new Set()
    this.#filled.add(slot)
  }

  isFilled(slot: Slot): boolean {
    return this.#filled?.has(slot) ?? false
  }

  /** A scope inside the current one; a copy of a `finally` body gets the scope of the first copy. */
  innerScope(node: object): Scope {
    if (!this.isInCopy) return new Scope(this.scope)
    const made = this.module.madeInCopies.get(node)
    if (made instanceof Scope) return made
    const scope = new Scope(this.scope)
    this.module.madeInCopies.set(node, scope)
    return scope
  }
}

/** A builder for a new function of the module; its body may be lowered later. */
export function openFunction(
  module: ModuleLowering,
  parent: FunctionBuilder | null,
  head: { readonly name: string; readonly kind: FunctionKind; readonly ownerClass: number; readonly isAsync: boolean } & Span,
): FunctionBuilder {
  const builder = new FunctionBuilder({
    index: module.builders.length,
    name: parent === null || parent.index === 0 ? head.name : `${parent.head.name}.${head.name}`,
    kind: head.kind,
    parent: parent === null ? -1 : parent.index,
    ownerClass: head.ownerClass,
    isAsync: head.isAsync,
    start: head.start,
    end: head.end,
  })
  module.builders.push(builder)
  return builder
}
