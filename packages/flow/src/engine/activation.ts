import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { NONE, withEntry } from '../none.ts'
import type { FunctionHint } from './call-function.ts'
import type { Engine } from './engine.ts'
import { type Environment, objectOf } from './environment.ts'
import type { FunctionInfo } from './function-info.ts'
import type { Heap } from './heap.ts'
import { isChosen } from './kinds.ts'
import type { Range } from './place.ts'
import type { Scope } from './program.ts'
import type { Exit, OuterStore, SinkHit, SinkUse } from './result.ts'
import { addFact, emptyState, type ObjectState, ownHeap, ownVars, type State, type Surroundings, withFacts } from './state.ts'
import { type Fact, type Frame, NOTHING, type Taint, type Value } from './value.ts'

/** One run of a function's body in one context. */
export class Activation {
  readonly engine: Engine
  readonly frame: Frame
  readonly scope: Scope
  readonly info: FunctionInfo
  /** Of the enclosing function; null when it is not known. */
  readonly outer: Environment | null
  /** Of this function, for its inner functions. */
  environment: Environment | null = null
  state: State = emptyState()
  /** Joined states at the ways out; kept for functions whose variables inner functions see. */
  exit: State | null = null
  /** Instructions run and containers brought here by calls, the measure of what this run costs. */
  steps = 0
  readonly temporaries: (Value | undefined)[] = []
  /** How states of this run are joined; made when two are. */
  surroundings: Surroundings | null = null
  hits: ReadonlyMap<string, SinkHit> = NONE
  /** What each `yield` gave, as it was last read. */
  readonly yielded = new Map<Instruction, Value>()
  readonly returned: {
    readonly value: Value
    readonly facts: ReadonlyMap<number, Fact>
    readonly heap: Heap
    readonly at: Range & { readonly src: Slot }
  }[] = []
  /** The ways out of functions that were called here, by the call; of inner functions alone, which may stand in for another. */
  innerExits: ReadonlyMap<Range, readonly Exit[]> = NONE
  /** What held when a middleware handed on to the next handler. */
  readonly handedOn: { readonly facts: ReadonlyMap<number, Fact>; readonly heap: Heap }[] = []
  /** What is thrown to a handler of this function, by the handler's block; at -1 what leaves the function. */
  thrown: ReadonlyMap<number, readonly Value[]> = NONE
  /** The block that is run, and where what it throws goes. */
  block = 0
  handler = -1
  /** Inner functions that it has made. */
  closures: ReadonlyMap<IrFunction, FunctionHint> = NONE
  /** Variables of enclosing functions that this run has set. */
  stores: ReadonlyMap<string, OuterStore> = NONE
  /** Containers taken over from enclosing functions, as they were. */
  imported: ReadonlyMap<number, ObjectState> = NONE
  /** Containers of parameters, as they were passed. */
  passed: ReadonlyMap<number, ObjectState> = NONE

  /** Number of this function's slot 0; 0 before one is asked for. */
  #firstNumber = 0

  constructor(engine: Engine, frame: Frame, info: FunctionInfo, outer: Environment | null) {
    this.engine = engine
    this.frame = frame
    this.info = info
    this.outer = outer
    this.scope = { module: frame.module, function: frame.function }
  }

  count(steps: number): void {
    this.steps += steps
    this.engine.steps += steps
  }

  read(slot: Slot): Value {
    if (slot < 0) return NOTHING
    const index = this.info.variableIndex[slot] ?? -1
    const value = index >= 0 ? this.state.vars[index] : this.temporaries[slot]
    if (value === undefined) return NOTHING
    if (index < 0 || value.number !== 0 || value.taints.length === 0) return withFacts(value, this.state.facts)
    // What was joined from several ways is one value from here on, on all ways that part here.
    const known = { ...value, number: this.engine.numbers.slot(this.frame.function, slot) }
    ownVars(this.state)
    this.state.vars[index] = known
    return withFacts(known, this.state.facts)
  }

  /** Assigns; a tainted value that has no number yet gets that of the slot. */
  write(slot: Slot, value: Value): void {
    if (slot < 0) return
    let stored = value
    if (this.#firstNumber === 0) this.#firstNumber = this.engine.numbers.slot(this.frame.function, 0)
    const number = this.#firstNumber + slot
    if (value.number !== number) this.forget(number)
    if (value.number === 0 && (value.taints.length > 0 || value.objects.length > 0 || value.hint !== null)) stored = { ...value, number }
    const index = this.info.variableIndex[slot] ?? -1
    if (index >= 0) {
      ownVars(this.state)
      this.state.vars[index] = stored
    } else this.temporaries[slot] = stored
  }

  /** What was known of the value that had that number: another one has it now. */
  forget(number: number): void {
    if (this.state.facts.size === 0 || !this.state.facts.has(number)) return
    this.state.facts = new Map(this.state.facts)
    this.state.facts.delete(number)
  }

  /** The containers as they are now; later writes do not show in it. */
  sharedHeap(): Heap {
    this.state.sharesHeap = true
    return this.state.heap
  }

  /** A container of this run, of an enclosing function, or of a module. */
  object(id: number): ObjectState | undefined {
    return this.state.heap.get(id) ?? this.outerObject(id)
  }

  outerObject(id: number): ObjectState | undefined {
    if (id < 0) return undefined
    for (let at = this.outer; at !== null; at = at.parent) {
      const object = objectOf(at, id)
      if (object !== undefined) return object
    }
    return this.engine.settled.get(id)
  }

  setObject(id: number, object: ObjectState): void {
    if (!this.state.heap.has(id) && !this.imported.has(id)) {
      const before = this.outerObject(id)
      if (before !== undefined) this.imported = withEntry(this.imported, id, before)
    }
    ownHeap(this.state)
    this.state.heap.set(id, object)
  }

  /** What loops have made sure of, for what stands after that offset. */
  readonly loopFacts: { readonly from: number; readonly fact: Fact }[] = []
  isRepeating = false
  /** Parameters, and members of them, that callers pass as resolved paths. */
  readonly resolved = new Set<number>()
  /** Lists by the number of the variable that a loop over them sets. */
  readonly elementsOf = new Map<number, number>()
  /** The values that stand in such a list where it is written out: `for (const value of [to, subject])`. */
  readonly itemsOf = new Map<number, readonly number[]>()
  /** The first block of the loop in which a number is the element. */
  readonly bodiesOf = new Map<number, number>()
  /** What each round of a loop assigns to members of the element, by the number of the list. */
  readonly assignedIn = new Map<number, ReadonlyMap<string, Value>>()
  /** What loops have found out of every element of their list, by the block that each ends in. */
  readonly elementFacts = new Map<number, readonly Fact[]>()

  /** Whether the value with that number is a path without steps upwards or links. */
  isResolvedPath(number: number): boolean {
    return this.resolved.has(number) || this.engine.numbers.relation(number)?.relation === 'path'
  }

  learn(facts: readonly Fact[]): void {
    if (facts.length === 0) return
    this.state.facts = new Map(this.state.facts)
    for (const fact of facts) if (fact.number !== 0) addFact(this.state.facts, fact)
  }

  /** A value of that taint arrives at the sink: a path when its source is known, else for the caller to decide. */
  hit(taint: Taint, sink: SinkUse): void {
    if (taint.label.kind === 'source') {
      if ((!sink.isOfChosen || isChosen(taint.cleared)) && !isAskedFor(taint.label.model, sink)) this.engine.report.add(taint, sink)
      return
    }
    const key = `${taint.label.id}|${sink.kind}|${sink.by}|${sink.module.file}|${sink.start}|${taint.cleared}|${sink.column?.column ?? ''}`
    if (this.hits.size < MOST_HITS && !this.hits.has(key)) this.hits = withEntry(this.hits, key, { taint, sink })
  }
}

/** A library that takes a pattern was asked to match it; that its own pattern is slow is its fault. */
const isAskedFor = (model: SourceModel, { kind, attack }: SinkUse): boolean =>
  kind === 'redos' && attack === null && model.in === 'argument'

/** More ways from one function's parameters to sinks than this say nothing new. */
const MOST_HITS = 200
