import { NONE, withEntry } from '../none.ts'
import type { Activation } from './activation.ts'
import type { Actuals, FunctionHint } from './call-function.ts'
import { isClosed } from './closed-value.ts'
import { wholeTaints } from './conditions/objects.ts'
import { isContent, isFileName } from './conditions/text.ts'
import { deepTaints, setMember } from './containers.ts'
import type { Environment } from './environment.ts'
import { factsFor } from './facts-for.ts'
import { HALVES } from './kinds.ts'
import { getMember } from './members.ts'
import { checkedAddresses, clearedByOrigin, isRuledOut, originFacts } from './origin-facts.ts'
import { givenPart } from './parts-of-given.ts'
import type { Range } from './place.ts'
import type { Exit, FunctionResult, SinkUse, StoredColumn } from './result.ts'
import { matters } from './sinks.ts'
import { distinctFacts, type ObjectState } from './state.ts'
import { ANY_COLUMN } from './stored-columns.ts'
import { noteThrown } from './thrown.ts'
import {
  clearTaints,
  type Fact,
  type Hint,
  joinTaints,
  joinValues,
  type Label,
  NO_OBJECTS,
  NO_TAINTS,
  NOTHING,
  type ParameterLabel,
  type Taint,
  type Test,
  type Trace,
  type Value,
} from './value.ts'

/** Brings the result of a call into the caller's terms: the value, what it reached, what it changed, what now holds. */
export function applyResult(
  act: Activation,
  result: FunctionResult,
  actuals: Actuals,
  hint: FunctionHint,
  at: Range,
  wantsExits = false,
): { readonly value: Value; readonly exits: readonly Exit[] } {
  // What holds of the receiver may speak of the getter itself, which would be read to tell.
  if (result.isApplied) return { value: NOTHING, exits: [] }
  result.isApplied = true
  try {
    return apply(act, result, new Translation(act, result, actuals, hint, at), at, wantsExits)
  } finally {
    result.isApplied = false
  }
}

function apply(
  act: Activation,
  result: FunctionResult,
  translation: Translation,
  at: Range,
  wantsExits: boolean,
): { readonly value: Value; readonly exits: readonly Exit[] } {
  act.engine.steps += (result.hits.length + result.exitFacts.length + result.changes.size + result.effects.length) >> 3
  for (const { taint, sink } of result.hits) {
    if (sink.column !== undefined) {
      for (const [mine, column] of translation.kept(taint, sink.column))
        act.hit({ ...mine, cleared: mine.cleared | clearedByOrigin(act, mine.label) }, { ...sink, column })
      continue
    }
    for (const mine of sink.kind === 'mass-assignment' ? translation.taintOfWhole(taint) : translation.taint(taint, 'passed'))
      if (matters(mine, sink.by) && !isOpened(mine, sink) && !isRuledOut(act, mine, sink.by, at)) act.hit(mine, sink)
  }
  for (const { environment, slot, value } of result.stores) storeOuter(act, environment, slot, translation.value(value))
  for (const [id, object] of result.changes) {
    const translated = translation.object(object)
    const mine = act.object(id)
    if (mine !== undefined) act.setObject(id, translated)
  }
  if (result.changes.size > 0) translation.forgetActuals()
  for (const thrown of result.thrown) noteThrown(act, act.handler, translation.value(thrown))
  const value = translation.value(result.value)
  for (const effect of result.effects) {
    const target = translation.actual(effect.root, effect.keys)
    if (target === null) continue
    for (const [key, entry] of effect.entries) setMember(act, target, key, translation.value(entry))
    if (effect.rest !== null) setMember(act, target, null, translation.value(effect.rest))
    translation.forgetActuals()
  }
  act.learn(translation.facts(result.exitFacts))
  const exits = wantsExits ? result.exits.map((exit) => ({ ...exit, value: translation.value(exit.value) })) : []
  return { value, exits }
}

/**
 * A file that was uploaded is opened by itself, whatever its name; what an archive holds has names of its own. Other values than the name of
 * an upload choose no type of what is kept.
 */
const isOpened = (taint: Taint, { kind, name }: SinkUse): boolean =>
  (kind === 'path-traversal' && isContent(taint) && !/extract|unpack/i.test(name)) ||
  (kind === 'unsafe-upload' && KEEPS.test(name) && !isFileName(taint))

const KEEPS = /(?:open|save|mv|move|copy|copyFile|copyFileSync|rename|renameSync|write\w*|createWriteStream|outputFile)$/

/** An inner function set a variable of an enclosing one. */
export function storeOuter(act: Activation, environment: Environment, slot: number, value: Value): void {
  if (environment === act.environment) {
    act.write(slot, value)
    return
  }
  act.stores = withEntry(act.stores, `${environment.id}:${slot}`, { environment, slot, value })
  const known = environment.cells.get(slot)
  // A variable of a module may be read by anyone at any time.
  if (environment.isComplete) {
    const settled = { ...value, taints: value.taints.filter((taint) => taint.label.kind === 'source') }
    environment.cells.set(slot, known === undefined ? settled : joinValues(known, settled))
  }
}

class Translation {
  readonly #act: Activation
  readonly #result: FunctionResult
  readonly #actuals: Actuals
  readonly #hint: FunctionHint
  readonly #at: Range
  #objects: ReadonlyMap<number, number> = NONE
  #environments: ReadonlyMap<Environment, Environment> = NONE
  #labels: ReadonlyMap<number, readonly Taint[]> = NONE
  #actualsByName: ReadonlyMap<string, Value | null> = NONE
  #depth = 0
  #copied = 0

  constructor(act: Activation, result: FunctionResult, actuals: Actuals, hint: FunctionHint, at: Range) {
    this.#act = act
    this.#result = result
    this.#actuals = actuals
    this.#hint = hint
    this.#at = at
  }

  /** What the caller passed there. */
  actual(root: number, keys: readonly string[]): Value | null {
    // A getter that is asked for many members asks others in turn: each is read once.
    const name = keys.length === 0 ? '' : `${root} ${keys.join('.')} ${this.#act.engine.readsMembersOfFacts}`
    const known = this.#actualsByName.get(name)
    if (known !== undefined) return known
    const actual = this.#actual(root, keys)
    if (name !== '') this.#actualsByName = withEntry(this.#actualsByName, name, actual)
    return actual
  }

  /** To be called when what the caller passed has changed. */
  forgetActuals(): void {
    this.#actualsByName = NONE
  }

  #actual(root: number, keys: readonly string[]): Value | null {
    const given = root === -1 ? this.#receiver() : (this.#actuals.parameters[root] ?? null)
    return given === null ? null : givenPart(this.#act, given, keys, this.#at, (value, key) => getMember(this.#act, value, key, this.#at))
  }

  #receiver(): Value | null {
    if (this.#actuals.receiver !== null) return this.#actuals.receiver
    const callee = this.#hint.function
    const index = callee.parameters.findIndex((parameter) => parameter.slot === callee.selfSlot)
    return index < 0 ? null : (this.#actuals.parameters[index] ?? null)
  }

  #taintsOf(label: ParameterLabel): readonly Taint[] {
    let taints = this.#labels.get(label.id)
    if (taints === undefined) {
      const actual = this.actual(label.root, label.path)
      taints = actual === null ? NO_TAINTS : deepTaints(this.#act, actual)
      this.#labels = withEntry(this.#labels, label.id, taints)
    }
    return taints
  }

  /** What was passed as a whole, not what stands under keys that the caller wrote down: `add(**fields)` called as `add(lines=lines)`. */
  taintOfWhole(taint: Taint): readonly Taint[] {
    const passed = this.taint(taint, 'passed')
    const { label } = taint
    if (passed.length === 0 || label.kind !== 'parameter' || label.frame !== this.#result.frame) return passed
    const actual = this.actual(label.root, label.path)
    const whole = actual === null ? NO_TAINTS : wholeTaints(this.#act, actual)
    return passed.filter((one) => whole.some((other) => other.label === one.label))
  }

  /** What is stored of what was passed: of a row that the caller wrote down each of its fields. */
  *kept(taint: Taint, column: StoredColumn): Generator<readonly [Taint, StoredColumn]> {
    const { label } = taint
    const isRow = column.column === ANY_COLUMN && label.kind === 'parameter' && label.frame === this.#result.frame
    const row = isRow ? this.actual(label.root, label.path) : null
    const fields = row === null ? [] : row.objects.flatMap((id) => [...(this.#act.object(id)?.entries ?? [])])
    if (row === null || fields.length === 0) {
      for (const mine of this.taint(taint, 'passed')) yield [mine, column]
      return
    }
    for (const [key, value] of fields)
      for (const mine of this.#combined(deepTaints(this.#act, value), taint, 'passed'))
        yield [mine, { ...column, column: /^\d+$/.test(key) ? ANY_COLUMN : key }]
  }

  taint(taint: Taint, how: 'passed' | 'returned'): readonly Taint[] {
    const { label } = taint
    if (label.kind !== 'parameter' || label.frame !== this.#result.frame) return [taint]
    return this.#combined(this.#taintsOf(label), taint, how)
  }

  #combined(mine: readonly Taint[], taint: Taint, how: 'passed' | 'returned'): readonly Taint[] {
    if (mine.length === 0) return mine
    const name = this.#result.frame.function.name
    const combined: Taint[] = []
    for (const given of mine) {
      const opened = given.label.kind === 'parameter' || given.label.model.gives === 'request' ? taint.opened : taint.opened & HALVES
      const what = how === 'passed' || taint.trace !== null ? `passed to ${shortName(name)}()` : ''
      const trace: Trace | null = what === '' ? given.trace : this.#trace(given, taint, what)
      combined.push({
        label: given.label,
        trace,
        cleared: (given.cleared & ~opened) | taint.cleared,
        opened: given.opened | taint.opened,
        weak: taint.weak ?? given.weak,
        doubt: given.doubt + taint.doubt,
      })
    }
    return clearTaints(combined, 0)
  }

  #trace(given: Taint, taint: Taint, what: string): Trace {
    const { frame } = this.#act
    return {
      previous: given.trace,
      inner: taint.trace,
      module: frame.module,
      function: frame.function,
      start: this.#at.start,
      end: this.#at.end,
      what,
      length: (given.trace?.length ?? 0) + (taint.trace?.length ?? 0) + 1,
    }
  }

  /** Of a container that was passed and is handed back what it carries itself; its items are with it. */
  #ownTaints(
    taints: readonly Taint[],
    same: Value | null,
    path: { readonly root: number; readonly keys: readonly string[] } | null,
  ): readonly Taint[] {
    if (same === null || path === null || same.objects.length === 0) return this.taints(taints)
    const isItself = ({ label }: Taint): boolean =>
      label.kind === 'parameter' &&
      label.frame === this.#result.frame &&
      label.root === path.root &&
      label.path.length === path.keys.length &&
      label.path.every((key, index) => key === path.keys[index])
    const own = taints.filter(isItself).flatMap((taint) => this.#combined(same.taints, taint, 'returned'))
    return joinTaints(stillActive(own), this.taints(taints.filter((taint) => !isItself(taint))))
  }

  taints(taints: readonly Taint[]): readonly Taint[] {
    let translated: readonly Taint[] = NO_TAINTS
    for (const taint of taints) {
      // One of a source means the same here.
      const mine = taint.label.kind === 'parameter' ? this.taint(taint, 'returned') : taints.length === 1 ? taints : [taint]
      translated = joinTaints(translated, stillActive(mine))
    }
    return translated
  }

  value(value: Value): Value {
    if (this.#isOwn(value)) return value
    if (this.#depth === 0 && isClosed(value, this.#result.heap, this.#act.engine.numbers)) return this.#adopted(value)
    this.#depth++
    const path = this.#act.engine.numbers.path(value.number)
    const same = path === null ? null : this.actual(path.root, path.keys)
    // What is beyond counting is known as a whole.
    const isWide = this.#copied > MOST_COPIED && value.objects.length > 0
    const translated: Value = {
      ...value,
      taints: isWide ? this.taints(this.#heldTaints(value, DEEPEST_HELD)) : this.#ownTaints(value.taints, same, path),
      hint: value.hint === null ? null : this.#translatedHint(value.hint),
      objects: isWide ? NO_OBJECTS : value.objects.length === 0 || this.#depth > DEEPEST ? value.objects : this.#objectsOf(value, same),
      number: same?.number ?? this.#resolvedNumber(value.number),
      test: value.test === null ? null : this.#test(value.test),
    }
    this.#depth--
    // A parameter handed back is the caller's own value, with all that it holds.
    if (same !== null && path !== null)
      return { ...translated, objects: joinIds(same.objects, translated.objects), hint: translated.hint ?? same.hint }
    return translated
  }

  /** A resolved path stays one where it is handed back; it goes by a number of the call. */
  #resolvedNumber(number: number): number {
    const { engine, frame } = this.#act
    if (engine.numbers.relation(number)?.relation !== 'path') return 0
    const mine = engine.numbers.member(engine.numbers.slot(frame.function, 0), `@${this.#at.start}:${number}`)
    engine.numbers.relate(mine, engine.numbers.slot(frame.function, 0), 'path')
    return mine
  }

  #isOwn(value: Value): boolean {
    return value.taints.length === 0 && value.hint === null && value.objects.length === 0 && value.number === 0 && value.test === null
  }

  /** A value that means the same here; its own container is still another one for each call. */
  #adopted(value: Value): Value {
    const objects = value.objects.map((id) => {
      const known = this.#objects.get(id)
      const object = this.#result.heap.get(id)
      if (known !== undefined || object === undefined || this.#act.object(id) === object) return known ?? id
      const mine = this.#act.engine.objectAt(this.#act.frame, this.#at.start * 4096 + (this.#at.end - this.#at.start), id)
      this.#objects = withEntry(this.#objects, id, mine)
      this.#act.setObject(mine, object)
      this.#bringNested(object, 0)
      return mine
    })
    return { ...value, number: 0, objects }
  }

  #bringNested(object: ObjectState, depth: number): void {
    if (depth > DEEPEST) return
    const bring = (value: Value): void => {
      for (const id of value.objects) {
        const nested = this.#result.heap.get(id)
        if (nested === undefined || this.#act.object(id) !== undefined) continue
        this.#act.setObject(id, nested)
        this.#bringNested(nested, depth + 1)
      }
    }
    for (const entry of object.entries.values()) bring(entry)
    if (object.rest !== null) bring(object.rest)
  }

  /** Taints of a value of the callee and of what it holds there. */
  #heldTaints(value: Value, depth: number): readonly Taint[] {
    let { taints } = value
    if (depth === 0) return taints
    for (const id of value.objects) {
      const object = this.#result.heap.get(id)
      if (object === undefined) continue
      for (const entry of object.entries.values()) taints = joinTaints(taints, this.#heldTaints(entry, depth - 1))
      if (object.rest !== null) taints = joinTaints(taints, this.#heldTaints(object.rest, depth - 1))
    }
    return taints
  }

  #objectsOf(value: Value, same: Value | null): readonly number[] {
    const ids: number[] = []
    for (const id of value.objects) {
      const translated = this.#objectId(id)
      if (!ids.includes(translated)) ids.push(translated)
    }
    return same === null ? ids : joinIds(ids, same.objects)
  }

  #objectId(id: number): number {
    const known = this.#objects.get(id)
    if (known !== undefined) return known
    const object = this.#result.heap.get(id)
    // Containers of the caller and of enclosing functions keep their identity.
    if (object === undefined || this.#result.changes.has(id) || this.#act.object(id) === object) return id
    const { engine, frame } = this.#act
    this.#copied++
    this.#act.count(1)
    const mine = engine.objectAt(frame, this.#at.start * 4096 + (this.#at.end - this.#at.start), id)
    this.#objects = withEntry(this.#objects, id, mine)
    this.#act.setObject(mine, object)
    this.#act.setObject(mine, this.object(object))
    return mine
  }

  object(object: ObjectState): ObjectState {
    const entries = new Map<string, Value>()
    for (const [key, entry] of object.entries) entries.set(key, this.value(entry))
    return {
      ...object,
      entries,
      rest: object.rest === null ? null : this.value(object.rest),
      base: object.base === null ? null : this.value(object.base),
      ...(object.names === undefined ? {} : { names: this.taints(object.names) }),
    }
  }

  #translatedHint(hint: Hint): Hint {
    if (hint.kind === 'function') {
      const environment = hint.environment === null ? null : this.#environment(hint.environment)
      const receiver = hint.receiver === null || this.#depth > DEEPEST ? hint.receiver : this.value(hint.receiver)
      const bound = hint.bound.length === 0 ? hint.bound : hint.bound.map((value) => this.value(value))
      return environment === hint.environment && receiver === hint.receiver ? hint : { ...hint, environment, receiver, bound }
    }
    if (hint.kind === 'choice') return { kind: 'choice', hints: hint.hints.map((one) => this.#translatedHint(one)) }
    if (hint.kind === 'library' && hint.details !== null && this.#depth <= DEEPEST) {
      const named = new Map<string, Value>()
      for (const [key, value] of hint.details.named) named.set(key, this.value(value))
      return {
        ...hint,
        details: {
          args: hint.details.args.map((value) => this.value(value)),
          named,
          receiver: hint.details.receiver === null ? null : this.value(hint.details.receiver),
        },
      }
    }
    return hint
  }

  /** The variables that a returned closure holds, in the caller's terms. */
  #environment(environment: Environment): Environment {
    if (environment.function !== this.#result.frame.function || environment.parent === null) return environment
    const known = this.#environments.get(environment)
    if (known !== undefined) return known
    const cells = new Map<number, Value>()
    const mine: Environment = {
      ...environment,
      id: this.#act.engine.objectAt(this.#act.frame, this.#at.start, `env${environment.id}`),
      cells,
      fallback: environment,
    }
    this.#environments = withEntry(this.#environments, environment, mine)
    for (const [slot, value] of environment.cells) cells.set(slot, this.value(value))
    mine.heap = this.#act.sharedHeap()
    return mine
  }

  #test(test: Test): Test {
    return {
      whenTrue: test.whenTrue === null ? null : this.facts(test.whenTrue),
      whenFalse: test.whenFalse === null ? null : this.facts(test.whenFalse),
    }
  }

  /** What holds of a parameter holds of everything that the caller passed there. */
  #originFacts(origin: Label, fact: Fact): readonly Fact[] {
    if (origin.kind === 'source' || origin.frame !== this.#result.frame) return [fact]
    const actual = this.actual(origin.root, origin.path)
    if (actual === null) return []
    if (fact.isPending) return checkedAddresses(this.#act, [actual])
    return deepTaints(this.#act, actual).flatMap(({ label }) => originFacts(this.#act, label, fact.cleared))
  }

  /** The member that a fact speaks of. A getter would bring the facts of its own, whose members may be getters again: only the first are read. */
  #memberOf({ root, keys }: { readonly root: number; readonly keys: readonly string[] }): Value | null {
    const { engine } = this.#act
    if (engine.readsMembersOfFacts) return null
    engine.readsMembersOfFacts = true
    try {
      return this.actual(root, keys)
    } finally {
      engine.readsMembersOfFacts = false
    }
  }

  facts(facts: readonly Fact[]): readonly Fact[] {
    this.#act.engine.steps += facts.length >> 3
    const { numbers } = this.#act.engine
    const translated: Fact[] = []
    for (const fact of facts) {
      if (fact.origin !== undefined) {
        translated.push(...this.#originFacts(fact.origin, fact))
        continue
      }
      const path = numbers.path(fact.number)
      if (path === null) {
        // A variable of the caller itself, seen from an inner function.
        const slot = numbers.slotIn(this.#act.frame.function, fact.number)
        if (slot === null) continue
        const { number: own } = this.#act.read(slot)
        translated.push(...factsFor(this.#act, own === 0 ? fact.number : own, fact.cleared, fact.weak))
        continue
      }
      const actual = path.root === -1 ? this.#receiver() : this.#actuals.parameters[path.root]
      const last = path.keys.at(-1)
      let number = actual?.number ?? 0
      for (const key of path.keys) {
        const here = actual === null || actual === undefined || key !== last ? null : this.#memberOf(path)
        number = here !== null && here.number !== 0 ? here.number : numbers.member(number, key)
      }
      if (number !== 0) translated.push(...factsFor(this.#act, number, fact.cleared, fact.weak))
    }
    return distinctFacts(translated)
  }
}

/** Those that can still cause something. */
function stillActive(taints: readonly Taint[]): readonly Taint[] {
  return taints.every(({ cleared }) => (cleared & ALL) !== ALL) ? taints : taints.filter(({ cleared }) => (cleared & ALL) !== ALL)
}

const ALL = 2 ** 24 - 1
/** Values nested deeper than this in a result are not looked into. */
const DEEPEST = 8
/** More containers than this are not copied for one call: functions that call themselves and build trees would multiply them. */
const MOST_COPIED = 200
const DEEPEST_HELD = 3

function joinIds(a: readonly number[], b: readonly number[]): readonly number[] {
  const more = b.filter((id) => !a.includes(id))
  return more.length === 0 ? a : [...a, ...more]
}

export function shortName(name: string): string {
  return name.replaceAll('<lambda>', 'callback')
}
