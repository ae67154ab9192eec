import type { Block, Instruction, IrFunction, Module, Terminator } from '../ir/ir.ts'
import { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { isDict } from './container-methods.ts'
import { deepTaints, elementOf } from './containers.ts'
import { factsOfElements, itemNumbers, noteElementFacts } from './element-facts.ts'
import type { Engine } from './engine.ts'
import type { Environment } from './environment.ts'
import type { FunctionInfo } from './function-info.ts'
import { execute } from './instructions.ts'
import { itemOf } from './iterated.ts'
import { ALL_KINDS } from './kinds.ts'
import { baseMember } from './members.ts'
import { noteLoopFacts } from './origin-facts.ts'
import { nameTaints } from './parts-of-given.ts'
import type { Range } from './place.ts'
import { streamedBody } from './special/responses.ts'
import { copyState, joinInto, ownVars, type State, type Surroundings } from './state.ts'
import { noteThrown } from './thrown.ts'
import { functionHints } from './unknown-call.ts'
import {
  clearTaints,
  constantValue,
  type Fact,
  type Frame,
  joinTaints,
  NOTHING,
  SOME_STRING,
  type Test,
  truthOf,
  type Value,
} from './value.ts'

/** A block is run this often at most; values grow only, so more says nothing new in practice. */
const MOST_VISITS = 6
/** Instructions run in one activation at most; a container that a call brings along counts as one. */
const MOST_STEPS = 60_000

/** Runs a function's body to its fixpoint. */
export function startActivation(
  engine: Engine,
  frame: Frame,
  info: FunctionInfo,
  outer: Environment | null,
  bind: (act: Activation) => void,
  before?: (act: Activation) => void,
): Activation {
  const act = new Activation(engine, frame, info, outer)
  if (frame.function.captured.size > 0 || frame.function.kind === 'module' || frame.function.kind === 'class-body') {
    act.environment = {
      id: engine.freshId(),
      module: frame.module,
      function: frame.function,
      parent: outer,
      cells: new Map(),
      exports: new Map(),
      fallback: null,
      heap: act.state.heap,
      version: 0,
      isComplete: false,
    }
  }
  before?.(act)
  bind(act)
  if (act.environment !== null) act.environment.heap = act.sharedHeap()
  run(act)
  runLeftClosures(act)
  settleEnvironment(act)
  return act
}

function run(act: Activation): void {
  const { info, engine, frame } = act
  const { blocks } = frame.function
  const inputs: (State | undefined)[] = []
  inputs[0] = act.state
  const isPending = new Uint8Array(info.order.length)
  const visits = new Uint8Array(info.order.length)
  isPending[0] = 1
  let at = 0
  while (at < info.order.length) {
    if (isPending[at] === 0) {
      at++
      continue
    }
    isPending[at] = 0
    const index = info.order[at] ?? 0
    const block = blocks[index]
    const input = inputs[index]
    if (block === undefined || input === undefined) {
      at++
      continue
    }
    visits[at] = (visits[at] ?? 0) + 1
    act.count(block.instructions.length + 1)
    const because = act.steps > MOST_STEPS ? `more than ${MOST_STEPS} steps` : engine.exhausted()
    if (because !== null) {
      engine.limit(frame.module, frame.function, because)
      return
    }
    act.isRepeating = info.repeats[at] === 1
    // Where nothing leads back, the input is not asked for again and may be worked on itself.
    act.block = index
    const changed = runBlock(act, block, info.repeats[at] === 1 ? copyState(input) : input, inputs)
    let next = at + 1
    for (const target of changed) {
      const position = info.position[target] ?? -1
      if (position < 0 || (visits[position] ?? 0) >= MOST_VISITS) continue
      isPending[position] = 1
      if (position < next) next = position
    }
    at = next
  }
}

/** Runs one block; the blocks whose input changed. */
function runBlock(act: Activation, block: Block, input: State, inputs: (State | undefined)[]): number[] {
  act.engine.reached.add(block)
  const changed: number[] = []
  const isCaught = block.handler >= 0
  const caught = act.thrown.get(block.handler)
  act.handler = block.handler
  if (isCaught && flow(act, inputs, block.handler, input)) changed.push(block.handler)
  act.state = input
  if (act.elementFacts.size > 0) act.learn(factsOfElements(act, act.block))
  for (const instruction of block.instructions) {
    if (!execute(act, instruction)) {
      if (isCaught && flow(act, inputs, block.handler, act.state)) changed.push(block.handler)
      return changed
    }
  }
  if (block.terminator.op === 'throw') noteThrown(act, block.handler, act.read(block.terminator.src))
  const isNew = isCaught && act.thrown.get(block.handler) !== caught
  if (isCaught && (flow(act, inputs, block.handler, act.state) || isNew)) changed.push(block.handler)
  leave(act, block.terminator, inputs, changed)
  return changed
}

function leave(act: Activation, terminator: Terminator, inputs: (State | undefined)[], changed: number[]): void {
  switch (terminator.op) {
    case 'jump':
      if (act.state.facts.size > 0 && leadsBack(act, terminator.to)) noteElementFacts(act, terminator.to)
      if (handOn(act, inputs, terminator.to, act.state)) changed.push(terminator.to)
      break
    case 'branch':
      branch(act, terminator, inputs, changed)
      break
    case 'next':
      loop(act, terminator, inputs, changed)
      break
    case 'return':
      returnValue(act, terminator)
      break
    case 'stop':
      leaveState(act)
      break
    default:
      break
  }
}

const leadsBack = ({ info: { position }, block }: Activation, target: number): boolean =>
  (position[target] ?? -1) <= (position[block] ?? -1)

/** Inner functions that nobody was seen to call will be called by someone: with what they have captured. */
function runLeftClosures(act: Activation): void {
  if (act.closures.size === 0) return
  const { engine } = act
  const returned = new Set(act.returned.flatMap(({ value }) => functionHints(value.hint).map((hint) => hint.function)))
  for (const hint of [...act.closures.values()]) {
    if (engine.contexts.has(hint.function) || engine.handed.has(hint.function) || returned.has(hint.function)) continue
    if (!holdsTaint(act, hint.function)) continue
    if (act.exit !== null) act.state = copyState(act.exit)
    callFunction(act, hint, { ...NO_ARGUMENTS, isOpen: true }, hint.function)
  }
}

/** Whether the inner function reads a tainted variable of this one. */
function holdsTaint(act: Activation, inner: IrFunction): boolean {
  for (const block of inner.blocks)
    for (const instruction of block.instructions)
      if (
        instruction.op === 'load-up' &&
        instruction.function === act.frame.function.index &&
        deepTaints(act, act.read(instruction.slot)).length > 0
      )
        return true
  return false
}

function leaveState(act: Activation): void {
  if (act.environment === null) return
  if (act.exit === null) act.exit = copyState(act.state)
  else joinInto(act.exit, act.state, surroundings(act))
}

function returnValue(act: Activation, terminator: Terminator & { op: 'return' }): void {
  const value = terminator.src < 0 ? constantValue(undefined) : settledElements(act, act.read(terminator.src), terminator)
  leaveState(act)
  const checked = act.loopFacts.filter(({ from }) => terminator.start > from)
  if (checked.length > 0) act.learn(checked.map(({ fact }) => fact))
  act.returned.push({ value, facts: act.state.facts, heap: act.sharedHeap(), at: terminator })
}

/** What was found out of a list holds for its elements, also where its name is not known any more. */
function settledElements(act: Activation, value: Value, at: Range): Value {
  const fact = value.number === 0 || value.objects.length === 0 ? undefined : act.state.facts.get(value.number)
  if (fact === undefined || fact.cleared === ALL_KINDS || fact.cleared === 0) return value
  const settled = (one: Value): Value => ({ ...one, taints: clearTaints(one.taints, fact.cleared, fact.weak) })
  const objects = value.objects.map((id) => {
    const object = act.object(id)
    if (object?.shape !== 'list' && object?.shape !== 'tuple' && object?.shape !== 'set') return id
    const entries = new Map([...object.entries].map(([key, entry]) => [key, settled(entry)]))
    // Other ways out may return the same list as it was.
    const mine = act.engine.objectAt(act.frame, at.start, `settled${id}`)
    act.setObject(mine, { ...object, entries, rest: object.rest === null ? null : settled(object.rest) })
    return mine
  })
  return { ...value, objects, number: 0 }
}

function branch(act: Activation, terminator: Terminator & { op: 'branch' }, inputs: (State | undefined)[], changed: number[]): void {
  const condition = act.read(terminator.condition)
  const truth = truthOf(condition)
  const before = act.state
  for (const way of [true, false]) {
    if (truth === !way) continue
    const facts = way ? condition.test?.whenTrue : condition.test?.whenFalse
    if (facts === null) continue
    act.state = truth === null && way ? copyState(before) : before
    if (facts !== undefined) act.learn(facts)
    if (truth === null && condition.test !== null) settleTest(act.state, condition.test, way)
    if (!way && condition.number !== 0 && condition.taints.length > 0) act.learn([emptyFact(condition.number)])
    const target = way ? terminator.then : terminator.else
    const other = way ? terminator.else : terminator.then
    if (act.isRepeating && facts !== undefined && endsFunction(act.frame, other)) noteLoopFacts(act, facts, terminator.start)
    if (handOn(act, inputs, target, act.state)) changed.push(target)
  }
}

/** Whether a block leads straight to the end of the function. */
function endsFunction({ module, function: { blocks } }: Frame, index: number): boolean {
  let at = index
  for (let depth = 0; depth < 4; depth++) {
    const terminator = blocks[at]?.terminator
    const instructions = blocks[at]?.instructions ?? []
    if (instructions.some((one) => one.op === 'call' && abandons(module, instructions, one))) return true
    if (terminator?.op === 'throw' || terminator?.op === 'return') return true
    if (terminator?.op !== 'jump') return false
    at = terminator.to
  }
  return false
}

/** `abort(404)`, `sys.exit(1)`: as every framework of Python calls what never comes back. */
function abandons({ functions }: Module, instructions: readonly Instruction[], call: Instruction & { readonly op: 'call' }): boolean {
  if (call.receiver >= 0) return call.method === 'abort' || call.method === 'exit'
  const callee = instructions.find((one) => 'dst' in one && one.dst === call.callee)
  return callee?.op === 'load-up' && functions[callee.function]?.names.get(callee.slot) === 'abort'
}

/** The variable that a condition was kept in (`a and b`) is known to be true on one way and false on the other. */
function settleTest(state: State, test: Test, way: boolean): void {
  for (let index = 0; index < state.vars.length; index++) {
    const value = state.vars[index]
    if (value?.test !== test) continue
    ownVars(state)
    state.vars[index] = {
      ...value,
      test: way ? { whenTrue: test.whenTrue, whenFalse: null } : { whenTrue: null, whenFalse: test.whenFalse },
    }
  }
}

/** A falsy value is empty: it can carry nothing. */
const emptyFact = (number: number): Fact => ({ number, cleared: ALL_KINDS, weak: null })

function loop(act: Activation, terminator: Terminator & { op: 'next' }, inputs: (State | undefined)[], changed: number[]): void {
  const iterable = act.read(terminator.iterable)
  const before = act.state
  if (!isEmptyContainer(act, iterable)) {
    act.state = copyState(before)
    act.write(terminator.dst, { ...loopElement(act, iterable, terminator), number: 0 })
    const element = act.engine.numbers.slot(act.frame.function, terminator.dst)
    if (iterable.number !== 0) act.elementsOf.set(element, iterable.number)
    act.bodiesOf.set(element, terminator.body)
    act.itemsOf.set(element, itemNumbers(act, iterable))
    if (handOn(act, inputs, terminator.body, act.state)) changed.push(terminator.body)
  }
  act.state = before
  if (handOn(act, inputs, terminator.exit, before)) changed.push(terminator.exit)
}

function isEmptyContainer(act: Activation, value: Value): boolean {
  if (value.objects.length === 0 || value.taints.length > 0) return false
  return value.objects.every((id) => {
    const object = act.object(id)
    return object?.isExact && object.entries.size === 0 && object.rest === null && object.base === null
  })
}

function loopElement(act: Activation, iterable: Value, terminator: Terminator & { op: 'next' }): Value {
  const hasKeys = terminator.mode === 'keys' || (act.frame.module.language === 'python' && isDict(act, iterable))
  if (!hasKeys) return streamedBody(act, iterable, terminator) ?? itemOf(act, iterable, terminator)
  if (iterable.objects.length === 0 && isDict(act, iterable)) return { ...NOTHING, type: 'string' }
  const rest = iterable.objects.some((id) => act.object(id)?.rest != null)
  const names = iterable.objects.flatMap((id) => act.object(id)?.names ?? [])
  if (terminator.mode === 'keys' && iterable.objects.length === 0) return { ...SOME_STRING, taints: nameTaints(act, iterable.taints) }
  return {
    ...NOTHING,
    type: 'string',
    taints: joinTaints(rest || iterable.objects.length === 0 ? elementOf(act, { ...iterable, objects: [] }, terminator).taints : [], names),
  }
}

/** Carries the state into a block; true when that changed its input. */
function flow(act: Activation, inputs: (State | undefined)[], target: number, state: State): boolean {
  const known = inputs[target]
  if (known === undefined) {
    inputs[target] = copyState(state)
    return true
  }
  act.engine.steps += state.vars.length >> 6
  return joinInto(known, state, surroundings(act))
}

/** The same for a state that is not used here any more. */
function handOn(act: Activation, inputs: (State | undefined)[], target: number, state: State): boolean {
  if (inputs[target] !== undefined) return flow(act, inputs, target, state)
  inputs[target] = state
  return true
}

/** Captured variables have at the end the values that all ways out agree on. */
function settleEnvironment(act: Activation): void {
  const { environment } = act
  if (environment === null) return
  if (act.exit !== null) act.state = act.exit
  for (const slot of act.frame.function.captured) {
    const value = act.read(slot)
    if (value !== NOTHING) environment.cells.set(slot, value)
  }
  environment.heap = act.sharedHeap()
}

/** How states of this run are joined. */
export function surroundings(act: Activation): Surroundings {
  act.surroundings ??= { readBase: (base, key) => baseMember(act, base, key, NOWHERE), outer: (id) => act.outerObject(id) }
  return act.surroundings
}

const NOWHERE = { start: 0, end: 0 }
