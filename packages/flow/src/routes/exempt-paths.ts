import { functionAt, type Scope } from '../engine/program.ts'
import type { AvoidableGuard, Place, RouteParameter } from '../facts.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { bodyVerdict } from './guard-proof.ts'
import { possibleValues } from './handler-values.ts'
import { callBehind, definitionBehind, type FunctionRef, placeAt, type Reader, stringsAt, stringsOf } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** A test of the path in a guard: on the matching (or the other) side nobody is refused. */
interface Exemption {
  /** `anywhere`: contained in the whole address, the query string with it. */
  readonly how: 'begins' | 'contains' | 'anywhere' | 'ends'
  readonly texts: readonly string[]
  readonly whenMatched: boolean
  readonly place: Place
}

/** Parts of an address that are open wherever they stand: leaving them out of a guard is a decision, not a slip. */
const FOR_EVERYBODY =
  /public|auth|log-?in|logout|sign|static|assets|media|docs?|openapi|swagger|redoc|health|live|ready|ping|status|metrics|favicon|robots|webhook|hook|register|oauth|token|callback|share|well-known|error|socket|^\/?$/i
const PATH_KEYS = /^(?:path|url|originalUrl|pathname|routerPath|path_info|raw_path|href)$/
/** What holds the query string too, and so whatever the caller likes. */
const ADDRESS_KEYS = /^(?:url|originalUrl|path_qs|raw_url|full_path|href)$/
const ADDRESS_METHODS = /^(?:get_full_path|get_raw_uri|build_absolute_uri)$/

const known = new WeakMap<Reader, Map<string, readonly Exemption[]>>()

/** Whether a path speaks of what strangers are meant to reach. */
export const isForEverybody = (path: string): boolean => FOR_EVERYBODY.test(path)

/** Whether a guard of application or router lets every request to this path through, by a test of the path that it makes itself. */
export function isExempt(reader: Reader, attachment: Attachment, path: string): boolean {
  return exemptionsOf(reader, attachment).some(
    (one) => isLetThrough(one, path) && !FOR_EVERYBODY.test(one.whenMatched ? (one.texts.find((text) => path.includes(text)) ?? '') : path),
  )
}

/** Whether a limiter hands every request to this path on without counting it, by a test of the path that it makes itself. */
export function isUncounted(reader: Reader, attachment: Attachment, path: string): boolean {
  return exemptionsOf(reader, attachment).some((one) => isLetThrough(one, path))
}

function isLetThrough({ how, texts, whenMatched }: Exemption, path: string): boolean {
  if (how === 'ends') return false
  return texts.some((text) => (how === 'begins' ? path.startsWith(text) : path.includes(text))) === whenMatched
}

/**
 * How callers get past a guard by what they write into the address: `?x=/public` where the whole address is searched for a text, `/bills/7.csv`
 * where paths with an ending pass and the route has that ending or ends in a parameter that takes any text. Null when they cannot.
 */
export function wayPast(
  reader: Reader,
  attachment: Attachment,
  { path, parameters }: { readonly path: string; readonly parameters: readonly RouteParameter[] },
): AvoidableGuard | null {
  for (const { how, texts, whenMatched, place } of exemptionsOf(reader, attachment)) {
    if (!whenMatched) continue
    if (how === 'anywhere') return { how: 'address-contains', texts, place }
    if (how !== 'ends') continue
    if (texts.some((text) => endsWith(path, text))) return { how: 'path-ends', texts, place }
    if (endsFreely(path, parameters)) return { how: 'path-may-end', texts, place }
  }
  return null
}

/** `/export.csv`, `/{name:.+\.csv}`. */
function endsWith(path: string, text: string): boolean {
  return path.replaceAll('\\', '').replace(/\}$/, '').endsWith(text)
}

/** Whether the last segment of a path is whatever the caller writes. */
function endsFreely(path: string, parameters: readonly RouteParameter[]): boolean {
  const last = /\{([^{}]+)\}$/.exec(path)?.[1]
  const parameter = parameters.find(({ name, in: where }) => where === 'path' && name === last)
  return parameter !== undefined && !parameter.isValidated && (parameter.type === null || /^(?:str|string|path)$/.test(parameter.type))
}

function exemptionsOf(reader: Reader, attachment: Attachment): readonly Exemption[] {
  let memo = known.get(reader)
  if (memo === undefined) {
    memo = new Map()
    known.set(reader, memo)
  }
  const { scope, slot, manner } = attachment
  const key = `${scope.module.file}:${scope.function.index}:${slot}:${manner}`
  const before = memo.get(key)
  if (before !== undefined) return before
  const code = codeOf(reader, reader.denoter.denote(scope, slot), callBehind(reader, scope, slot), manner)
  const found = code === null ? [] : readExemptions(reader, code.target, code.manner)
  memo.set(key, found)
  return found
}

function readExemptions(reader: Reader, target: FunctionRef, manner: Attachment['manner']): readonly Exemption[] {
  return target.function.blocks.flatMap(({ terminator }): readonly Exemption[] => {
    if (terminator.op !== 'branch') return []
    const test = pathTest(reader, target, terminator.condition)
    if (test === null) return []
    const [then, other] = [terminator.then, terminator.else].map((side) => bodyVerdict(reader, target, manner, 0, side).refuses)
    if (then === other) return []
    const { how, texts, place } = test
    return [{ how, texts, place, whenMatched: test.isNegated ? then === true : then === false }]
  })
}

interface PathTest extends Omit<Exemption, 'whenMatched'> {
  readonly isNegated: boolean
}

/** What the methods of a text ask of it. */
const HOW: Readonly<Record<string, 'begins' | 'contains' | 'ends'>> = {
  startswith: 'begins',
  startsWith: 'begins',
  includes: 'contains',
  endswith: 'ends',
  endsWith: 'ends',
}

/** `path.startswith('/x')`, `path.startsWith('/x')`, `'/x' in path`, `any(path.startswith(p) for p in LIST)`, and their opposites. */
function pathTest(reader: Reader, scope: Scope, slot: Slot): PathTest | null {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return null
  const { instruction, scope: where } = behind
  if (instruction.op === 'unary' && instruction.operator === 'not') {
    const inner = pathTest(reader, where, instruction.operand)
    return inner === null ? null : { ...inner, isNegated: !inner.isNegated }
  }
  const place = placeAt(reader, where, instruction.start, instruction.end)
  if (instruction.op === 'binary' && /^(?:in|not-in)$/.test(instruction.operator)) {
    const texts = stringsAt(reader, where, instruction.left)
    const isAddress = isWholeAddress(reader, where, instruction.right)
    if (texts.length === 0 || !(isAddress || isPath(where, instruction.right))) return null
    return { how: isAddress ? 'anywhere' : 'contains', texts, place, isNegated: instruction.operator === 'not-in' }
  }
  if (instruction.op !== 'call') return null
  const [first] = instruction.args
  if (first === undefined) return null
  const how = howOf(reader, where, instruction)
  if (how !== null) {
    const texts = possibleValues(reader, where, first.value).flatMap(stringsOf)
    return texts.length === 0 ? null : { how, texts, place, isNegated: false }
  }
  return anyOf(reader, where, first.value, instruction.method === 'some' ? stringsAt(reader, where, instruction.receiver) : [])
}

/** What a call asks of the path or of the whole address; null when it asks something else. */
function howOf(reader: Reader, scope: Scope, { method, receiver }: Extract<Instruction, { op: 'call' }>): Exemption['how'] | null {
  const how = HOW[method]
  if (how === undefined) return null
  if (how === 'contains' && isWholeAddress(reader, scope, receiver)) return 'anywhere'
  return isPath(scope, receiver) ? how : null
}

/** The test that a generator or a callback makes for each item of a list. */
function anyOf(reader: Reader, scope: Scope, slot: Slot, items: readonly string[]): PathTest | null {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return null
  if (behind.instruction.op === 'list') {
    for (const { instructions } of scope.function.blocks)
      for (const instruction of instructions)
        if (instruction.op === 'append' && instruction.object === slot) return pathTest(reader, scope, instruction.value)
    return null
  }
  if (behind.instruction.op !== 'function' || items.length === 0) return null
  const inner = { module: scope.module, function: functionAt(scope.module, behind.instruction.function) }
  for (const { call } of reader.callsIn(inner.function)) {
    const how = howOf(reader, inner, call)
    if (how !== null) return { how, texts: items, place: placeAt(reader, inner, call.start, call.end), isNegated: false }
  }
  return null
}

/** `request.path`, `request.url.path`, `req.originalUrl`, or a variable that holds it. */
export function isPath(scope: Scope, slot: Slot): boolean {
  if (slot < 0) return false
  const behind = definitionBehind(scope, slot)
  return behind?.instruction.op === 'get' && PATH_KEYS.test(behind.instruction.key)
}

/** `request.path_qs`, `req.originalUrl`, `str(request.url)`, `request.get_full_path()`. */
function isWholeAddress(reader: Reader, scope: Scope, slot: Slot): boolean {
  if (slot < 0) return false
  const behind = definitionBehind(scope, slot)
  if (behind === null) return false
  const { instruction, scope: where } = behind
  if (instruction.op === 'get') return ADDRESS_KEYS.test(instruction.key)
  if (instruction.op !== 'call') return false
  if (instruction.receiver >= 0) {
    if (ADDRESS_METHODS.test(instruction.method)) return true
    return instruction.method === 'toString' && isWholeAddress(reader, where, instruction.receiver)
  }
  const [first] = instruction.args
  return (
    first !== undefined && /^(?:str|String)$/.test(reader.seenCall(instruction)?.name ?? '') && isWholeAddress(reader, where, first.value)
  )
}
