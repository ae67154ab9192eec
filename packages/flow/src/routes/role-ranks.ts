import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { viewOf } from './function-view.ts'
import { callBehind, definitionBehind, type FunctionRef, isServed, type Reader, type SeenCall } from './reader.ts'
import { BODY, createTagReader, HEADER, IDENTITY } from './value-tags.ts'

const ROLE_KEY = /^(?:roles?|rank|grade|duty|level)$/i

/** Whether code of JavaScript reads what the caller is: `rank[req.person.role] < rank[least]`, `roles.includes(req.user.role)`. */
export function readsRole(reader: Reader, target: FunctionRef): boolean {
  if (target.module.language !== 'javascript' || !viewOf(target.function).operations.has('get')) return false
  const { tags } = createTagReader(reader, new Map())
  return target.function.blocks.some(({ instructions }) =>
    instructions.some((one) => one.op === 'get' && ROLE_KEY.test(one.key) && (tags(target, one.object) & IDENTITY) !== 0),
  )
}

/** Flags of rows of people: `user.isAdmin`, `account.is_staff`. */
const FLAG_KEY = /^(?:is_?)?(?:admin(?:istrator)?|super_?(?:user|admin)|staff|moderator|operator)$/i

/** Whether code of JavaScript decides by such a flag of what it loaded itself, and not of what the request says: `if (!user.isAdmin) throw forbidden()`. */
export function asksForFlag(reader: Reader, target: FunctionRef): boolean {
  if (target.module.language !== 'javascript' || !viewOf(target.function).operations.has('get')) return false
  const { tags } = createTagReader(reader, new Map())
  const isFlag = (slot: Slot): boolean => {
    const found = definitionBehind(target, slot)?.instruction
    if (found?.op === 'unary') return isFlag(found.operand)
    if (found?.op === 'binary') return isFlag(found.left) || isFlag(found.right)
    if (found?.op !== 'get' || !FLAG_KEY.test(found.key)) return false
    const of = tags(target, found.object)
    return (of & (BODY | HEADER)) === 0 || ((of & BODY) === 0 && isLoaded(reader, target, found.object))
  }
  return target.function.blocks.some(({ terminator }) => terminator.op === 'branch' && isFlag(terminator.condition))
}

/** `await userOfToken(req.cookies.session)`: what a function of the tree found for a credential. */
function isLoaded(reader: Reader, target: FunctionRef, slot: Slot): boolean {
  const made = callBehind(reader, target, slot)
  if (made?.method === 'catch') return isLoaded(reader, target, made.call.receiver)
  return made?.callee.kind === 'function'
}

/**
 * Whether a guard is made for the lowest rank there is, which whoever is signed in has: `admit()` where `least = 'visitor'` and
 * `{ visitor: 0, mender: 1 }`, `atLeast('reader')` where `['reader', 'writer']`.
 */
export function isLowestRank(reader: Reader, call: SeenCall): boolean {
  if (call.callee.kind !== 'function') return false
  const { module, function: fn } = call.callee
  const words = fn.parameters.flatMap(({ slot, defaultValue }, index): Denotation[] => {
    const given = slot === fn.selfSlot ? undefined : call.call.args[index]
    if (given !== undefined) return [reader.denoter.denote(call, given.value)]
    return defaultValue === null
      ? []
      : [reader.denoter.denote({ module, function: functionAt(module, defaultValue.function) }, defaultValue.slot)]
  })
  const ranks = ranksOf(reader, call.callee)
  return words.some((word) => word.kind === 'constant' && typeof word.value === 'string' && ranks.some((lowest) => lowest === word.value))
}

/** `requireRole(['staff', 'manager', 'admin'])`, `anyOf('staff', 'admin')`: among the roles is the one that whoever signs up is given. */
export function namesEverybody(reader: Reader, call: SeenCall): boolean {
  const named = call.call.args.flatMap(({ value }) => {
    const word = reader.denoter.denote(call, value)
    return word.kind === 'list' ? word.items : [word]
  })
  const given = named.length < 2 ? null : rolesGiven(reader)
  return named.some((word) => word.kind === 'constant' && typeof word.value === 'string' && given?.has(word.value) === true)
}

const DEFAULTS = [
  // `role: { type: DataTypes.STRING, defaultValue: 'staff' }`, `role: { type: String, default: 'reader' }`
  /\brole["']?\s*:\s*\{[^{}]{0,200}?\bdefault(?:Value)?\s*:\s*["'`](\w+)["'`]/g,
  // `role: text('role').notNull().default('member')`
  /\brole["']?\s*:\s*\w+\([^\n]{0,120}?\.default(?:To)?\(\s*["'`](\w+)["'`]/g,
  // `table.string('role').defaultTo('member')`
  /\(\s*["'`]role["'`][^\n]{0,100}?\.default(?:To)?\(\s*["'`](\w+)["'`]/g,
  // `@Column({ default: 'guest' }) role: string`
  /@Column\(\s*\{[^{}]{0,160}?\bdefault\s*:\s*["'`](\w+)["'`][^{}]{0,80}\}\s*\)\s*(?:\w+\s+)?role\b/g,
  // `role TEXT NOT NULL DEFAULT 'member'`
  /\brole\s+(?:text|varchar|char|enum|\w*role\w*)\b[^,;\n]{0,80}?\bdefault\s+'(\w+)'/gi,
]

const given = new WeakMap<Reader['program'], ReadonlySet<string>>()

/** Whether whoever signs up has a role. */
export function isGivenToEverybody(reader: Reader, role: string): boolean {
  return rolesGiven(reader).has(role)
}

/** The roles that rows of people have unless somebody says otherwise. */
function rolesGiven(reader: Reader): ReadonlySet<string> {
  const { program } = reader
  let found = given.get(program)
  if (found === undefined) {
    const texts = program.modules.filter(({ file }) => isServed(reader, file)).map(({ file }) => reader.textOf(file))
    found = new Set(texts.flatMap((text) => DEFAULTS.flatMap((form) => [...text.matchAll(form)].map(([, role = '']) => role))))
    given.set(program, found)
  }
  return found
}

/** The first of each order of names that the module of a guard has. */
function ranksOf(reader: Reader, { module }: FunctionRef): readonly string[] {
  const top = functionAt(module, 0)
  const scope = { module, function: top }
  return [...top.names.keys()].flatMap((slot) => {
    const denoted = reader.denoter.denote(scope, slot)
    if (denoted.kind === 'dict') return lowestOf(denoted)
    const [first] = denoted.kind === 'list' ? denoted.items : []
    return first?.kind === 'constant' && typeof first.value === 'string' ? [first.value] : []
  })
}

function lowestOf({ entries }: Denotation & { kind: 'dict' }): readonly string[] {
  const numbers = [...entries].flatMap(([key, value]) =>
    value.kind === 'constant' && typeof value.value === 'number' ? [{ key, rank: value.value }] : [],
  )
  if (numbers.length < 2 || numbers.length !== entries.size) return []
  const least = Math.min(...numbers.map(({ rank }) => rank))
  return numbers.filter(({ rank }) => rank === least).map(({ key }) => key)
}
