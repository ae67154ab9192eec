import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { NO_ARGUMENTS } from './call-function.ts'
import { callGiven } from './call-given.ts'
import { escapesMarkup } from './character-maps.ts'
import { deepTaints, elementOf, listObject, makeObject } from './containers.ts'
import { itemNumbers } from './element-facts.ts'
import { folded } from './folded.ts'
import { itemsInOrder } from './items-in-order.ts'
import { maskOf } from './kinds.ts'
import { getMember } from './members.ts'
import { functionHints } from './unknown-call.ts'
import { clearTaints, constantValue, type Fact, NOTHING, type Value } from './value.ts'

const MARKUP = maskOf('xss', 'stored-xss')

const ELEMENT_FIRST = new Set([
  'map',
  'forEach',
  'filter',
  'find',
  'some',
  'every',
  'flatMap',
  'findLast',
  'findIndex',
  'sort',
  'each',
  'then',
  'catch',
  'finally',
  'tap',
])

/** Where a function of a library may stand for a callback: `ids.map(Number).filter(Number.isInteger)`. */
const TAKES_LIBRARY_FUNCTIONS = new Set(['map', 'flatMap', 'filter', 'find', 'some', 'every', 'forEach'])

/** Methods that run a callback on the elements: arrays, and promises on the one value they hold. */
export function callbackMethod(act: Activation, receiver: Value, use: CallUse, isContainer: boolean): Value | null {
  const isReduce = use.method === 'reduce' || use.method === 'reduceRight'
  if (!isReduce && !ELEMENT_FIRST.has(use.method)) return null
  const callback = use.args.positional[0]
  const isKnown = functionHints(callback?.hint ?? null).length > 0
  const isByReference = callback?.hint?.kind === 'library' && TAKES_LIBRARY_FUNCTIONS.has(use.method) && callback.hint.name !== 'Boolean'
  if (!isKnown && !(isByReference && isContainer)) return filterBoolean(act, receiver, use, isContainer)
  const isPromise = use.method === 'then' || use.method === 'catch' || use.method === 'finally'
  // Rows that a library brought are a list, whatever else it calls them.
  if (!isPromise && !isContainer && receiver.hint !== null && receiver.taints.length === 0) return null
  const number = act.engine.numbers.member(act.engine.numbers.slot(act.frame.function, use.instruction.dst), 'element')
  const sure = use.method === 'find' ? firstAccepted(act, receiver, callback, use) : null
  if (sure !== null) return sure
  if (isReduce) return folded(act, callback, receiver, use.args.positional[1], use)
  const element = isPromise ? receiver : { ...elementOf(act, receiver, use.instruction), number }
  const positional = use.method === 'catch' || use.method === 'finally' ? [NOTHING] : [element]
  const result = callGiven(act, callback, { ...NO_ARGUMENTS, positional }, use) ?? NOTHING
  const isEscape = use.method === 'map' && functionHints(callback?.hint ?? null).some((hint) => escapesMarkup(act, hint))
  const given = isEscape ? { ...result, taints: clearTaints(result.taints, MARKUP) } : result
  return callbackResult(act, receiver, element, given, use)
}

/** `sources.find(({ name }) => name === 'backup')` of a list that is known: the first of which the answer is sure; null where one is not. */
function firstAccepted(act: Activation, receiver: Value, callback: Value | undefined, use: CallUse): Value | null {
  const items = itemsInOrder(act, receiver)
  if (items === null || items.length === 0 || receiver.objects.length > 1) return null
  for (const item of items) {
    const answer = callGiven(act, callback, { ...NO_ARGUMENTS, positional: [item] }, use)?.constant
    if (typeof answer !== 'boolean') return null
    if (answer) return item
  }
  return constantValue(undefined)
}

function callbackResult(act: Activation, receiver: Value, element: Value, result: Value, use: CallUse): Value {
  if (use.method === 'then') return result
  switch (use.method) {
    case 'catch':
    case 'finally':
      return receiver
    case 'map':
      return makeObject(act, use.instruction, 'mapped', listObject([], 'list', result))
    case 'flatMap':
      return makeObject(act, use.instruction, 'mapped', listObject([], 'list', elementOf(act, result, use.instruction)))
    case 'find':
    case 'findLast':
      return chosen(act, element, result, use)
    case 'filter':
      return makeObject(act, use.instruction, 'filtered', listObject([], 'list', chosen(act, element, result, use)))
    case 'forEach':
    case 'each':
      return NOTHING
    case 'some':
    case 'every':
      return { ...NOTHING, type: 'boolean', test: elementsTest(act, receiver, element, result, use.method === 'some') }
    default:
      return { ...NOTHING, type: 'boolean' }
  }
}

/** `parts.some(isBad)` is false when it is false of each; `every` is true when it is true of each. */
function elementsTest(act: Activation, receiver: Value, element: Value, result: Value, isSome: boolean): Value['test'] {
  if (result.test === null) return null
  const facts = (isSome ? result.test.whenFalse : result.test.whenTrue)?.filter(({ number }) => number === element.number) ?? []
  const ofAll = [...(receiver.number === 0 ? [] : [receiver.number]), ...itemNumbers(act, receiver)].flatMap((number) =>
    facts.map((fact) => ({ ...fact, number })),
  )
  // `ALLOWED.some((each) => each === name)`: what is compared with the elements is one of them, as long as nobody outside wrote the list.
  const isForeign = deepTaints(act, element).some(({ label }) => label.kind === 'source')
  const others = isForeign
    ? []
    : ((isSome ? result.test.whenTrue : result.test.whenFalse)?.filter(({ number }) => number !== element.number) ?? [])
  return isSome ? { whenTrue: others, whenFalse: ofAll } : { whenTrue: ofAll, whenFalse: others }
}

/** An element for which the callback was true: taints that the test forbids are gone. */
function chosen(act: Activation, element: Value, result: Value, use: CallUse): Value {
  const facts = element.number === 0 ? [] : (result.test?.whenTrue ?? [])
  const fact = facts.find((candidate) => candidate.number === element.number)
  const plain = { ...element, number: 0 }
  return chosenByParts(
    act,
    fact === undefined ? plain : { ...plain, taints: clearTaints(element.taints, fact.cleared, fact.weak) },
    element.number,
    facts,
    use,
  )
}

/** `rules.filter(({ field }) => FIELDS.has(field))`: what was asked of a part of each holds for that part. */
function chosenByParts(act: Activation, element: Value, number: number, facts: readonly Fact[], { instruction }: CallUse): Value {
  const entries = new Map<string, Value>()
  for (const fact of facts) {
    const parent = act.engine.numbers.parent(fact.number)
    if (parent === undefined || parent.base !== number) continue
    const part = entries.get(parent.key) ?? { ...getMember(act, element, parent.key, instruction), number: 0 }
    entries.set(parent.key, { ...part, taints: clearTaints(part.taints, fact.cleared, fact.weak) })
  }
  if (entries.size === 0) return element
  if (element.objects.length > 0) {
    const object = element.objects.length === 1 ? act.object(element.objects[0] ?? -1) : undefined
    if (object === undefined) return element
    const chosen = makeObject(act, instruction, 'chosen', { ...object, entries: new Map([...object.entries, ...entries]) })
    return { ...element, objects: chosen.objects }
  }
  const made = makeObject(act, instruction, 'chosen', { shape: 'shadow', entries, rest: null, length: -1, isExact: false, base: element })
  return { ...made, taints: element.taints }
}

function filterBoolean(act: Activation, receiver: Value, use: CallUse, isContainer: boolean): Value | null {
  if (!isContainer || (use.method !== 'filter' && use.method !== 'sort' && use.method !== 'map')) return null
  return makeObject(act, use.instruction, 'kept', listObject([], 'list', elementOf(act, receiver, use.instruction)))
}
