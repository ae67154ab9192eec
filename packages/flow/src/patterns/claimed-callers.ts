import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { isServed, type Reader, stringsAt } from '../routes/reader.ts'
import { type CallerRead, declaredRead, readOfCaller } from './caller-reads.ts'
import type { PatternContext } from './context.ts'
import { BECOMES_CALLER } from './forgeable-cookies.ts'

/** Headers that name somebody. */
const NAMES_CALLER =
  /^(?:http-)?(?:x-)?(?:act-as|as-user|run-as|sudo|impersonate(?:-user)?|on-behalf-of|(?:remote|forwarded|auth(?:enticated)?(?:-request)?|current|effective|real|login)-?user(?:-?(?:id|name|email))?|user(?:-?(?:id|name|email))?|account(?:-?id)?|member(?:-?id)?|customer(?:-?id)?|employee(?:-?id)?|caller(?:-?id)?)$/i
/** Headers that say from where a request comes, and that its sender can write as well. */
const NAMES_ADDRESS =
  /^(?:http-)?(?:x-forwarded-for|x-client-ip|client-ip|x-originating-ip|x-remote-(?:ip|addr)|x-forwarded|forwarded-for)$/i
/** A part of the service that answers for the header: a signature, a secret, the address of the proxy, a right of who asks. */
const VOUCHED =
  /hmac|compare_digest|timingSafe|signature|verif|secret|token|api_?key|trusted|prox(?:y|ies)|gateway|remote_?addr\b[^\n]*\bin\b|is_(?:staff|superuser|admin)|has_perm|\brole\b|DEBUG|TESTING/i
const LONGEST = 4000
const DEEPEST = 6

/** Who or where a caller is stands in a header that any caller can write. */
export function claimedCallers(context: PatternContext): void {
  const { reader } = context
  const knows = context.routes.some(({ fact }) => fact.purpose === 'login')
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    const whole = reader.textOf(module.file)
    if (!/headers|META|get_header|Header\(/.test(whole)) continue
    for (const fn of module.functions) {
      const text = whole.slice(fn.start, fn.end)
      if (fn.index === 0 || text.length > LONGEST) continue
      const scope: Scope = { module, function: fn }
      // Behind a gateway that knows the callers, a service has no login of its own.
      if (knows && !VOUCHED.test(text)) claimedUser(context, scope, text)
      if (!/trusted|prox(?:y|ies)|hops|remote_?addr\b[^\n]*\bin\b/i.test(text)) claimedAddress(context, scope)
    }
  }
}

/** `request.user = User.objects.get(username=request.headers['X-Act-As'])`. */
function claimedUser(context: PatternContext, scope: Scope, text: string): void {
  const gives = GIVES_CALLER.test(scope.function.name)
  if (!gives && !BECOMES_CALLER.test(text)) return
  for (const { instructions, terminator } of scope.function.blocks) {
    const made = [...instructions.map(becomes), gives && terminator.op === 'return' ? terminator.src : -1]
    for (const src of made) {
      const found = headerBehind(context.reader, scope, src, NAMES_CALLER)
      if (found !== null)
        report(context, scope, found.at, 290, `the caller is whom the header ${found.read.name} names, and any caller can write it`)
    }
  }
}

/** `def current_user(x_user_id: str = Header()): return db.get(User, x_user_id)`. */
const GIVES_CALLER = /(?:^|[._])(?:get_|load_|require_)?(?:current|logged_?in|authenticated)_?(?:user|account|member|caller|principal)$/i

const CALLER_KEY = /^(?:user|currentUser|current_user|account|member|principal|identity|viewer|user_?id|uid)$/i

/** The value that an instruction makes the caller; -1 when it makes none. */
function becomes(instruction: Instruction): Slot {
  return instruction.op === 'set' && CALLER_KEY.test(instruction.key) ? instruction.src : -1
}

/** `request.headers.get('X-Forwarded-For', '').startswith('10.')`, compared and given back or asked: the address decides something. */
function claimedAddress(context: PatternContext, scope: Scope): void {
  const { reader } = context
  for (const { instructions, terminator } of scope.function.blocks) {
    const asked = terminator.op === 'branch' ? terminator.condition : terminator.op === 'return' ? terminator.src : -1
    if (asked < 0) continue
    const test = testBehind(scope, asked, 0)
    const tested = test === null ? -1 : testedAddress(reader, scope, test)
    const found = tested < 0 ? null : headerBehind(reader, scope, tested, NAMES_ADDRESS)
    if (found === null || instructions.length === 0) continue
    report(context, scope, found.at, 348, `${found.read.name} decides who is let in, and any caller can write it`)
  }
}

/** The comparison that a value is, with its negations and its parts. */
function testBehind(scope: Scope, slot: Slot, depth: number): Instruction | null {
  if (depth > DEEPEST) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'binary' || instruction.op === 'call') return instruction
    const next = instruction.op === 'unary' ? instruction.operand : instruction.op === 'move' ? instruction.src : -1
    const found = next < 0 ? null : testBehind(scope, next, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** An address, or the beginning of one. */
const ADDRESS = /^(?:\d{1,3}\.){1,3}\d{0,3}(?:\/\d+)?$|^(?:localhost|::1|127\.|[0-9a-f]{0,4}:[0-9a-f:]+)/i
const NETWORKS = /^[A-Z_]*(?:ALLOW|INTERNAL|OFFICE|LOCAL|ADMIN|PRIVATE|NETWORK|WHITE|SAFE)[A-Z_]*$|network|subnet|allow/i

/** What is compared with an address of the source: `x.startswith('10.')`, `x == '127.0.0.1'`, `ip_address(x) in OFFICE`. */
function testedAddress(reader: Reader, scope: Scope, test: Instruction): Slot {
  const isAddress = (slot: Slot): boolean => (stringsAt(reader, scope, slot) ?? []).some((text) => ADDRESS.test(text))
  if (test.op === 'call') {
    const [first] = test.args
    return first !== undefined && test.method === 'startswith' && isAddress(first.value) ? test.receiver : -1
  }
  if (test.op !== 'binary' || !/^(?:==|!=|in|not-in|is|is-not)$/.test(test.operator)) return -1
  if (isAddress(test.right) || (/in$/.test(test.operator) && NETWORKS.test(nameOfSlot(scope, test.right)))) return test.left
  return isAddress(test.left) ? test.right : -1
}

function nameOfSlot(scope: Scope, slot: Slot): string {
  const [only] = definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction') return scope.function.names.get(slot) ?? ''
  const { instruction } = only
  if (instruction.op === 'get') return instruction.key
  if (instruction.op === 'load-up') return scope.module.functions[instruction.function]?.names.get(instruction.slot) ?? ''
  return instruction.op === 'call' ? instruction.method : (scope.function.names.get(slot) ?? '')
}

interface Found {
  readonly read: CallerRead
  readonly at: Pick<Instruction, 'start' | 'end'>
}

/** The reading of such a header that a value was made of. */
function headerBehind(reader: Reader, scope: Scope, slot: Slot, named: RegExp, depth = 0, seen: Set<Slot> = new Set()): Found | null {
  if (slot < 0 || depth > DEEPEST || seen.has(slot)) return null
  seen.add(slot)
  const declared = declaredRead(reader, scope, slot)
  if (declared?.part === 'header' && named.test(declared.name)) return { read: declared, at: scope.function }
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    const read = readOfCaller(reader, scope, instruction)
    if (read?.part === 'header' && named.test(read.name.replaceAll('_', '-'))) return { read, at: instruction }
    // The last of the list is the one that the nearest proxy wrote.
    if (instruction.op === 'index' && isLast(reader, scope, instruction.index)) continue
    for (const operand of operandsOf(instruction)) {
      const found = headerBehind(reader, scope, operand, named, depth + 1, seen)
      if (found !== null) return found
    }
  }
  return null
}

function isLast(reader: Reader, scope: Scope, slot: Slot): boolean {
  const index = reader.denoter.denote(scope, slot)
  return index.kind === 'constant' && typeof index.value === 'number' && index.value < 0
}

function report(context: PatternContext, scope: Scope, { start, end }: Found['at'], cwe: number, message: string): void {
  context.emit(scope, start, end, { kind: 'caller-claimed', cwe, message, confidence: 'medium' })
}
