import type { Activation } from '../activation.ts'
import { membership } from '../binary.ts'
import type { CallUse } from '../call.ts'
import { NO_ARGUMENTS } from '../call-function.ts'
import { callGiven } from '../call-given.ts'
import { containerCall, keyValue, merge } from '../container-methods.ts'
import { addNames, deepTaints, dictObject, elementOf, listObject, makeObject, setMember } from '../containers.ts'
import { folded } from '../folded.ts'
import { itemsInOrder } from '../items-in-order.ts'
import { getMember } from '../members.ts'
import { nameTaints } from '../parts-of-given.ts'
import { clearTaints, constantValue, joinTaints, joinValues, NOTHING, SOME_NUMBER, SOME_STRING, type Value } from '../value.ts'
import { partial } from './callables.ts'
import { entriesOf, objectAssign, ownKey, ownNames } from './objects.ts'
import { first, type SpecialCall } from './special-call.ts'
import { numeric } from './text.ts'

/** The methods of lists that are functions there: the list comes first. */
const LIST_METHODS = ['map', 'filter', 'find', 'findLast', 'some', 'every', 'forEach', 'flatMap', 'concat', 'join', 'slice', 'indexOf']
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ['each', 'forEach'],
  ['collect', 'map'],
  ['any', 'some'],
  ['all', 'every'],
  ['select', 'filter'],
  ['detect', 'find'],
]
/** Those that give items of the list, in whatever order. */
const PICKS_ITEMS = [
  ...[
    'uniq',
    'uniqBy',
    'compact',
    'sortBy',
    'orderBy',
    'shuffle',
    'take',
    'takeRight',
    'takeWhile',
    'drop',
    'dropRight',
    'tail',
    'initial',
  ],
  ...['reverse', 'without', 'difference', 'differenceBy', 'reject', 'castArray', 'toArray', 'sampleSize'],
]
const NUMBERS = [
  'toNumber',
  'toInteger',
  'toFinite',
  'toLength',
  'toSafeInteger',
  'clamp',
  'round',
  'floor',
  'ceil',
  'sum',
  'sumBy',
  'mean',
]

const asMethod =
  (method: string): SpecialCall =>
  (act, use) => {
    const [list = NOTHING, how, ...more] = use.args.positional
    const field = how?.constant
    // `map(rows, 'name')`, `filter(rows, 'isOpen')`.
    if (method === 'map' && typeof field === 'string')
      return makeObject(
        act,
        use.instruction,
        'mapped',
        listObject([], 'list', getMember(act, elementOf(act, list, use.instruction), field, use.instruction)),
      )
    const callback = how === undefined ? [] : [how, ...more]
    return containerCall(act, list, { ...use, receiver: list, method, args: { ...use.args, positional: callback } }) ?? undefined
  }

const someItems: SpecialCall = (act, use) =>
  makeObject(act, use.instruction, 'items', listObject([], 'list', elementOf(act, first(use), use.instruction)))

const itemAt =
  (place: 'first' | 'last'): SpecialCall =>
  (act, use) => {
    const items = itemsInOrder(act, first(use))
    if (items === null) return elementOf(act, first(use), use.instruction)
    return (place === 'first' ? items[0] : items.at(-1)) ?? constantValue(undefined)
  }

/** The names in lists and texts: `pick(row, ['id', 'name'])`, `omit(row, 'password')`; null where one is not known. */
function namesIn(act: Activation, values: readonly Value[]): readonly string[] | null {
  const names = values.flatMap((value) => (value.objects.length === 0 ? [value] : (itemsInOrder(act, value) ?? [NOTHING])))
  const texts = names.map(({ constant }) => (typeof constant === 'string' ? constant : null))
  return texts.every((text) => text !== null) ? texts : null
}

const picked: SpecialCall = (act, use) => {
  const [object = NOTHING, ...given] = use.args.positional
  const names = namesIn(act, given)
  if (names === null || names.length === 0) return undefined
  const entries = new Map(names.map((name) => [name, getMember(act, object, name, use.instruction)]))
  return makeObject(act, use.instruction, 'picked', dictObject(entries, null))
}

const omitted: SpecialCall = (act, use) => {
  const [object = NOTHING, ...given] = use.args.positional
  const names = namesIn(act, given)
  if (names === null || object.objects.length === 0) return undefined
  const left = copyOf(act, object, use)
  for (const name of names) setMember(act, left, name, constantValue(undefined))
  return left
}

function copyOf(act: Activation, object: Value, use: CallUse): Value {
  const made = makeObject(act, use.instruction, 'copy', dictObject(new Map(), null))
  merge(act, made, object, use.instruction)
  return { ...made, taints: object.taints }
}

/** `pickBy(query, (value, key) => NAMES.has(key))`: what the function found of a value and of its name. */
const pickedBy: SpecialCall = (act, use) => {
  const [object = NOTHING, callback] = use.args.positional
  const { numbers } = act.engine
  const place = numbers.slot(act.frame.function, use.instruction.dst)
  const value = { ...elementOf(act, object, use.instruction), number: numbers.member(place, 'value') }
  const key = { ...keyOf(act, object), number: numbers.member(place, 'key') }
  const answer = callGiven(act, callback, { ...NO_ARGUMENTS, positional: [value, key] }, use)
  const kept = ({ taints, number }: Value): Value['taints'] => {
    const fact = answer?.test?.whenTrue?.find((one) => one.number === number)
    return fact === undefined ? taints : clearTaints(taints, fact.cleared, fact.weak)
  }
  const made = makeObject(act, use.instruction, 'picked', dictObject(new Map(), { ...value, number: 0, taints: kept(value) }))
  addNames(act, made, kept(key))
  return made
}

const keyOf = (act: Activation, object: Value): Value =>
  object.objects.length > 0 ? keyValue(act, object) : { ...SOME_STRING, taints: nameTaints(act, object.taints) }

/** `defaults(given, others)`: what the first of them has stands. */
const filledUp: SpecialCall = (act, use) => {
  const [target = NOTHING, ...others] = use.args.positional
  const made = makeObject(act, use.instruction, 'filled', dictObject(new Map(), null))
  for (const value of [...others.reverse(), target]) merge(act, made, value, use.instruction)
  const object = act.object(made.objects[0] ?? -1)
  for (const [key, value] of object?.entries ?? []) setMember(act, target, key, value)
  return { ...made, taints: [target, ...others].map(({ taints }) => taints).reduce(joinTaints) }
}

const mappedValues: SpecialCall = (act, use) => {
  const [object = NOTHING, callback] = use.args.positional
  const made = copyOf(act, object, use)
  const [id = -1] = made.objects
  const map = (value: Value): Value => callGiven(act, callback, { ...NO_ARGUMENTS, positional: [value] }, use) ?? NOTHING
  const state = act.object(id)
  if (state === undefined || callback?.hint?.kind !== 'function') return undefined
  const entries = new Map([...state.entries].map(([key, value]) => [key, map(value)]))
  act.setObject(id, { ...state, entries, rest: state.rest === null ? null : map(state.rest) })
  return { ...made, taints: [] }
}

const reduced: SpecialCall = (act, use) => {
  const [list = NOTHING, callback, initial] = use.args.positional
  return callback?.hint?.kind === 'function' ? folded(act, callback, list, initial, use) : undefined
}

/** `get(row, 'owner.name', 'nobody')`. */
const fieldAt: SpecialCall = (act, use) => {
  const [object = NOTHING, path = NOTHING, fallback] = use.args.positional
  if (typeof path.constant !== 'string') return undefined
  const value = path.constant.split('.').reduce((at, key) => getMember(act, at, key, use.instruction), object)
  return fallback === undefined ? value : joinValues(value, fallback)
}

const fieldSet: SpecialCall = (act, use) => {
  const [object = NOTHING, path = NOTHING, value = NOTHING] = use.args.positional
  if (typeof path.constant !== 'string') return undefined
  const keys = path.constant.split('.')
  const owner = keys.slice(0, -1).reduce((at, key) => getMember(act, at, key, use.instruction), object)
  setMember(act, owner, keys.at(-1) ?? null, value)
  return object
}

/** What two lists have in common is in each of them: in the one that nobody outside wrote. */
const common: SpecialCall = (act, use) => {
  const lists = use.args.positional
  const ours = lists.find((list) => list.objects.length > 0 && deepTaints(act, list).length === 0) ?? first(use)
  return makeObject(act, use.instruction, 'common', listObject([], 'list', elementOf(act, ours, use.instruction)))
}

const FUNCTIONS: ReadonlyMap<string, SpecialCall> = new Map<string, SpecialCall>([
  ...LIST_METHODS.map((name): [string, SpecialCall] => [name, asMethod(name)]),
  ...OTHER_NAMES.map(([name, method]): [string, SpecialCall] => [name, asMethod(method)]),
  ...PICKS_ITEMS.map((name): [string, SpecialCall] => [name, someItems]),
  ...NUMBERS.map((name): [string, SpecialCall] => [name, () => SOME_NUMBER]),
  ...['isNumber', 'isInteger', 'isFinite', 'isSafeInteger', 'isBoolean'].map((name): [string, SpecialCall] => [name, numeric]),
  ...['intersection', 'intersectionBy'].map((name): [string, SpecialCall] => [name, common]),
  ...['assign', 'extend', 'assignIn', 'merge'].map((name): [string, SpecialCall] => [name, objectAssign]),
  ['first', itemAt('first')],
  ['head', itemAt('first')],
  ['last', itemAt('last')],
  ['includes', (act, use) => membership(act, use.args.positional[1] ?? NOTHING, first(use))],
  ['contains', (act, use) => membership(act, use.args.positional[1] ?? NOTHING, first(use))],
  ['has', ownKey],
  ['keys', ownNames],
  ['values', someItems],
  ['toPairs', entriesOf],
  ['pick', picked],
  ['omit', omitted],
  ['pickBy', pickedBy],
  ['defaults', filledUp],
  ['mapValues', mappedValues],
  ['reduce', reduced],
  ['reduceRight', reduced],
  ['get', fieldAt],
  ['set', fieldSet],
  ['partial', partial],
  ['chain', (_act, use) => first(use)],
])

/** Functions of lodash and underscore on lists and objects. */
export const COLLECTION_CALLS: readonly (readonly [string, SpecialCall])[] = ['lodash', 'underscore'].flatMap((library) =>
  [...FUNCTIONS].flatMap(([name, call]): [string, SpecialCall][] => [
    [`${library}.${name}`, call],
    [`${library}.${name}.default`, call],
  ]),
)
