import { functionAt, type Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { codeOf } from './assess-attachment.ts'
import { bodyVerdict } from './guard-proof.ts'
import { possibleValues } from './handler-values.ts'
import { callBehind, definitionBehind, type FunctionRef, type Reader, stringsAt, stringsOf } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** A test of the path in a guard: on the matching (or the other) side nobody is refused. */
interface Exemption {
  /** `anywhere`: contained in the whole address, the query string with it. */
  readonly how: 'begins' | 'contains' | 'anywhere'
  readonly texts: readonly string[]
  readonly whenMatched: boolean
}

/** Parts of an address that are open wherever they stand: leaving them out of a guard is a decision, not a slip. */
const FOR_EVERYBODY =
  /public|auth|log-?in|logout|sign|static|assets|media|docs?|openapi|swagger|redoc|health|live|ready|ping|status|metrics|favicon|robots|webhook|hook|register|oauth|token|callback|share|well-known|error|socket|^\/?$/i
const PATH_KEYS = /^(?:path|url|originalUrl|pathname|routerPath|path_info|raw_path|href)$/
/** What holds the query string too, and so whatever the caller likes. */
const ADDRESS_KEYS = /^(?:url|originalUrl|path_qs|raw_url|full_path|href)$/
const ADDRESS_METHODS = /^(?:get_full_path|get_raw_uri|build_absolute_uri)$/

const known = new WeakMap<Reader, Map<string, readonly Exemption[]>>()

/** Whether a guard of application or router lets every request to this path through, by a test of the path that it makes itself. */
export function isExempt(reader: Reader, attachment: Attachment, path: string): boolean {
  return exemptionsOf(reader, attachment).some(({ how, texts, whenMatched }) => {
    const isMatched = texts.some((text) => (how === 'begins' ? path.startsWith(text) : path.includes(text)))
    return isMatched === whenMatched && !FOR_EVERYBODY.test(whenMatched ? (texts.find((text) => path.includes(text)) ?? '') : path)
  })
}

/** Whether a guard lets through every address that contains some text: `?x=/public` opens every route behind it. */
export function letsAnyAddressPass(reader: Reader, attachment: Attachment): boolean {
  return exemptionsOf(reader, attachment).some(({ how, whenMatched }) => how === 'anywhere' && whenMatched)
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
    return [{ how: test.how, texts: test.texts, whenMatched: test.isNegated ? then === true : then === false }]
  })
}

interface PathTest {
  readonly how: Exemption['how']
  readonly texts: readonly string[]
  readonly isNegated: boolean
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
  if (instruction.op === 'binary' && /^(?:in|not-in)$/.test(instruction.operator)) {
    const texts = stringsAt(reader, where, instruction.left)
    const isAddress = isWholeAddress(reader, where, instruction.right)
    if (texts.length === 0 || !(isAddress || isPath(where, instruction.right))) return null
    return { how: isAddress ? 'anywhere' : 'contains', texts, isNegated: instruction.operator === 'not-in' }
  }
  if (instruction.op !== 'call') return null
  const [first] = instruction.args
  if (first === undefined) return null
  const isAddress = instruction.method === 'includes' && isWholeAddress(reader, where, instruction.receiver)
  if (/^(?:startswith|startsWith|includes)$/.test(instruction.method) && (isAddress || isPath(where, instruction.receiver))) {
    const texts = possibleValues(reader, where, first.value).flatMap(stringsOf)
    const how = instruction.method === 'includes' ? (isAddress ? 'anywhere' : 'contains') : 'begins'
    return texts.length === 0 ? null : { how, texts, isNegated: false }
  }
  return anyOf(reader, where, first.value, instruction.method === 'some' ? stringsAt(reader, where, instruction.receiver) : [])
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
  const inner = functionAt(scope.module, behind.instruction.function)
  const isTest = reader
    .callsIn(inner)
    .some((call) => call.method === 'startsWith' && isPath({ module: scope.module, function: inner }, call.call.receiver))
  return isTest ? { how: 'begins', texts: items, isNegated: false } : null
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
