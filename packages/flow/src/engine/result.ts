import type { FlowKind } from '../facts.ts'
import type { IrFunction, Module, Slot } from '../ir/ir.ts'
import type { Environment } from './environment.ts'
import type { ObjectState } from './state.ts'
import type { Fact, Frame, SourceLabel, Taint, Value } from './value.ts'

/** A place where a value of this kind must not arrive tainted. */
export interface SinkUse {
  readonly kind: FlowKind
  readonly cwe: number
  readonly name: string
  readonly module: Module
  readonly function: IrFunction
  readonly start: number
  readonly end: number
  readonly attack: string | null
  readonly doubt: number
  /** The weakness whose protections count. */
  readonly by: FlowKind
  /** Whether only a value counts that was itself read by a tainted key. */
  readonly isOfChosen: boolean
  /** Set where the place is no defect by itself: a value is kept there, for what reads it later. */
  readonly column?: StoredColumn
}

/** A column, or a key of a store, that a value is put into. */
export interface StoredColumn {
  /** Table, or class of the rows; null where the call at that place tells. */
  readonly table: string | null
  /** What brought the row that is changed. */
  readonly row: SourceLabel | null
  readonly column: string
}

/** A parameter (or a variable of an enclosing function) that reaches a sink. */
export interface SinkHit {
  readonly taint: Taint
  readonly sink: SinkUse
}

/** A container of the caller that the function changed. */
export interface Effect {
  readonly root: number
  readonly keys: readonly string[]
  readonly entries: ReadonlyMap<string, Value>
  readonly rest: Value | null
}

/** A variable of an enclosing function that was set. */
export interface OuterStore {
  readonly environment: Environment
  readonly slot: Slot
  readonly value: Value
}

export interface Exit {
  readonly value: Value
  readonly at: { readonly start: number; readonly end: number }
  /** Where that stands, when it is in a function whose answer is only handed on: the view behind a decorator. */
  readonly frame?: Frame
}

/** What calling a function in one context does, in terms of its parameters. */
export interface FunctionResult {
  readonly frame: Frame
  value: Value
  /** Containers that the value and the effects refer to. */
  heap: ReadonlyMap<number, ObjectState>
  hits: readonly SinkHit[]
  effects: readonly Effect[]
  /** What holds of the parameters when the function returns. */
  exitFacts: readonly Fact[]
  /** Variables of enclosing functions that it sets. */
  stores: readonly OuterStore[]
  /** Containers of enclosing functions that it changed. */
  changes: ReadonlyMap<number, ObjectState>
  returns: boolean
  /** What it throws and nothing in it catches: values that carry something. */
  thrown: readonly Value[]
  /** Each way out by itself, for frameworks that send what a handler returns. */
  exits: readonly Exit[]
  isRunning: boolean
  /** Whether it was asked for while it was running. */
  isRecursive: boolean
  /** Whether it is being brought into a caller's terms. */
  isApplied: boolean
}

/** The results of one function, and how many there are for the same given functions. */
export interface Contexts {
  readonly results: Map<string, FunctionResult>
  readonly counts: Map<string, number>
}
