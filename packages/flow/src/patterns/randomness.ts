import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import type { SeenCall } from '../routes/reader.ts'
import { columnsGiven } from './columns-given.ts'
import { BENIGN_WORD, type CallFinder, codeText, contextWords, nearWords, type PatternContext, SECRET_WORD, wordsOf } from './context.ts'
import { fieldsFilledBy } from './field-defaults.ts'
import { isFixedCode } from './fixed-codes.ts'

const WEAK_SOURCES =
  /^(?:random\.(?:Random\(\)\.)?(?:random|randint|randrange|choice|choices|sample|getrandbits|randbytes|uniform|shuffle)|Math\.random|uuid\.uuid1|uuid\.v1|numpy\.random\.\w+|random\.(?:triangular|gauss|betavariate)|lodash\.(?:random|sample|shuffle|sampleSize)|nanoid\/non-secure\.(?:nanoid|customAlphabet\(\))|(?:random-js|chance)\..*\.(?:string|alphaNumeric|integer|uuid)|random-string|randomatic|shortid(?:\.generate)?|hat|crypto-random-string\/insecure)$/
/** Words that only mean a secret beside another: `code` alone is anything. */
const WEAK_ALONE = / (?:code|pin|auth|session|reset|salt|secure|verification|confirmation) /
const STRONG =
  / (?:password|passwd|pwd|passphrase|secret|token|tokens|otp|nonce|csrf|credential|credentials|api key|apikey|session id|sessionid|reset code|verification code|confirmation code|activation code|invite code|login code|auth code|recovery code|backup code|access code|voucher|coupon|pin code|passcode|salt|private key|secret key|access key|license key|temp password|one time|room key|share link|invitation code|invitation token|join code|join token|gift code|create key|generate key|make key|tracking code|door code|make api key|new key|issue key|session key|session token) /

/** `timeout=random.randint(50, 70)`: how long or how many, of whatever it is. */
const AMOUNT = / (?:timeout|ttl|expiry|expires|expire|age|delay|jitter|interval|seconds|minutes|length|size|limit|count|offset) $/

/** `pin = ...`: what somebody types to be let in. */
const NAMED_PIN = /^\s*(?:const |let )?(?:\w+_)?pin\s*(?::\s*\w+\s*)?=[^=]/

/** Predictable random numbers where somebody must not be able to guess them. */
export const randomness: CallFinder = (context, call) => {
  if (!WEAK_SOURCES.test(call.name)) return
  const own = entryOf(call)
  if (own !== null && AMOUNT.test(nearName(own))) return
  const words = own === null ? contextWords(context, call) : ` ${wordsOf(`${own} ${call.function.name}`)} `
  const near = own === null ? nearWords(context, call) : words
  // A class of codes may have a delay among its methods.
  const isStrong =
    STRONG.test(BENIGN_WORD.test(near) ? near : words) ||
    columnsGiven(context.reader, call).some((column) => NAMED_SECRET.test(nearName(column))) ||
    NAMED_PIN.test(codeText(context, call)) ||
    isKeyOfRoom(context, call)
  const isBenign = BENIGN_WORD.test(words) && !isStrong
  if (isBenign || (!isStrong && !(SECRET_WORD.test(words) && !WEAK_ALONE.test(words)) && !isFixedCode(context, call))) {
    const secret = secretOfCallers(context, call)
    if (secret !== null)
      context.emitCall(secret, {
        kind: 'weak-random',
        cwe: 338,
        message: `${call.name} makes a value that must not be guessed`,
        details: { source: call.name },
        confidence: 'medium',
      })
    else if (!isBenign) context.examineCall('weak-random', call)
    return
  }
  context.emitCall(call, {
    kind: 'weak-random',
    cwe: 338,
    message: `${call.name} makes a value that must not be guessed`,
    details: { source: call.name },
    confidence: isStrong ? 'high' : 'medium',
  })
}

const ROOM = / (?:rooms?|lobby|lobbies|meetings?|calls?|parties|party|invites?|shares?|links?|guests?|channels?|games?|boards?|documents?) /

/** `const key = Math.random().toString(36)` among rooms, links or invitations: whoever knows it comes in. */
function isKeyOfRoom({ reader }: PatternContext, call: SeenCall): boolean {
  if (call.name !== 'Math.random') return false
  const text = reader.textOf(call.module.file)
  const from = text.lastIndexOf('\n', call.call.start - 1) + 1
  const line = text.slice(from, text.indexOf('\n', call.call.end))
  return (
    /\b(?:const|let|var)\s+(?:\w*[kK]ey|\w*[cC]ode|\w*[pP]in)\s*=.*toString\((?:16|32|36)\)/.test(line) &&
    ROOM.test(` ${wordsOf(`${call.module.file.replace(/\.\w+$/, '')} ${call.function.name}`)} `)
  )
}

const NAMED_SECRET =
  / (?:password|passwd|pwd|passphrase|secret|token|otp|nonce|csrf|api key|apikey|session id|sessionid|sid|salt|(?:reset|verification|confirmation|activation|invite|login|auth|recovery|backup|access) code|voucher|passcode|secret key|access key|license key|session key) $/
const TEXT_MAKER =
  /^(?:toString|join|slice|substring|substr|padStart|padEnd|concat|toUpperCase|toLowerCase|String|str|hex|upper|lower|zfill|floor|map|from)$/

const MOST_HELPERS = 3

/** The call of a small helper whose result, made of such a number, gets the name of a secret; helpers may be built of helpers. */
function secretOfCallers(context: PatternContext, call: SeenCall, depth = 0): SeenCall | null {
  const { reader } = context
  const { function: fn } = call
  const made = [call.call.dst, ...listsOf(call)]
  const comes = (slot: Slot): boolean => made.some((one) => comesFrom(call, slot, one))
  const isGiven = fn.blocks.some(
    ({ instructions, terminator }) =>
      (terminator.op === 'return' && comes(terminator.src)) || instructions.some((one) => one.op === 'yield' && comes(one.src)),
  )
  if (fn.index === 0 || !isGiven || depth > MOST_HELPERS || BENIGN_WORD.test(nearName(fn.name))) return null
  const callers = reader.callersOf(fn)
  const named = callers.find((caller) =>
    namesGiven(caller, caller.call.dst).some((name) => NAMED_SECRET.test(nearName(name)) || isCodeOf(caller, name)),
  )
  // Where nothing else uses the helper, it is the helper that has to change.
  if (named !== undefined) return callers.length === 1 ? call : named
  const filled = fieldsFilledBy(reader, fn).find(({ name }) => STRONG.test(` ${wordsOf(name)} `))
  if (filled !== undefined) return call
  for (const next of [...callers, ...handedOn(context, fn)]) {
    const found = secretOfCallers(context, next, depth + 1)
    if (found !== null) return depth === 0 ? call : found
  }
  return null
}

/** Lists that a comprehension fills with such numbers. */
const listsOf = (call: SeenCall): readonly Slot[] =>
  call.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.op === 'append' && comesFrom(call, one.value, call.call.dst) ? [one.object] : [])),
  )

const SECRET_WORK =
  / (?:reset|resets|forgot\w*|forget|verif\w*|confirm\w*|activat\w*|invit\w*|login|sign in|two factor|mfa|otp|recover\w*|passwordless|magic|redeem|gift) /

/** `const code = codeOf(12)` in `startReset`: a code of what opens an account. */
function isCodeOf({ function: fn }: SeenCall, name: string): boolean {
  return /^(?:code|pin|key|id|link)$/i.test(name) && SECRET_WORK.test(` ${wordsOf(fn.name)} `)
}

/** `pick(alphabet, draw)`, `Array.from({ length }, () => pick(alphabet, draw))`: calls that are given the helper itself. */
function handedOn({ reader }: PatternContext, fn: SeenCall['function']): readonly SeenCall[] {
  return reader.calls.filter(
    (call) =>
      call.module.language === 'javascript' &&
      call.function.index !== 0 &&
      call.call.args.some(({ value }) => {
        const denoted = reader.denoter.denote(call, value)
        return denoted.kind === 'function' && denoted.function === fn
      }),
  )
}

const nearName = (name: string): string => ` ${wordsOf(name.slice(name.lastIndexOf('.') + 1)).trim()} `

/** The names of variables, properties and functions that a text made of a value gets. */
function namesGiven({ function: fn }: Scope, slot: Slot): readonly string[] {
  const held = new Set<Slot>([slot])
  const names: string[] = []
  const instructions = fn.blocks.flatMap((block) => block.instructions)
  for (let before = 0; before < held.size; ) {
    before = held.size
    for (const one of instructions) {
      if (one.op === 'move' || one.op === 'await') {
        if (held.has(one.src)) held.add(one.dst)
      } else if (one.op === 'binary' || one.op === 'template' || one.op === 'list') {
        const parts = one.op === 'binary' ? [one.left, one.right] : one.op === 'list' ? one.items : one.parts
        if (parts.some((part) => typeof part === 'number' && held.has(part))) held.add(one.dst)
      } else if (one.op === 'index') {
        if (held.has(one.index)) held.add(one.dst)
      } else if (
        one.op === 'call' &&
        (TEXT_MAKER.test(one.method) || isBuiltin(instructions, one.callee)) &&
        (held.has(one.receiver) || one.args.some(({ value }) => held.has(value)))
      )
        held.add(one.dst)
    }
    for (const { terminator } of fn.blocks) if (terminator.op === 'next' && held.has(terminator.iterable)) held.add(terminator.dst)
  }
  for (const one of instructions) {
    if (one.op === 'set' && held.has(one.src)) names.push(one.key)
    if (one.op === 'dict') for (const entry of one.entries) if (entry.kind === 'entry' && held.has(entry.value)) names.push(entry.key)
  }
  for (const part of held) names.push(fn.names.get(part) ?? '')
  if (fn.blocks.some(({ terminator }) => terminator.op === 'return' && held.has(terminator.src))) names.push(fn.name)
  return names
}

const STEPS = new Set(['next', 'iter', 'list', 'tuple', 'str', 'String', 'sorted'])

/** `next(codes())`, `str(number)`: what comes back is made of what is given. */
const isBuiltin = (instructions: readonly Instruction[], callee: Slot): boolean =>
  callee >= 0 && instructions.some((one) => one.op === 'global' && one.dst === callee && STEPS.has(one.name))

/** The key under which a value stands in an object, or the name by which it is passed: what stands beside it on the line is another value. */
function entryOf(call: SeenCall): string | null {
  for (const { instructions } of call.function.blocks)
    for (const one of instructions) {
      const named = one.op === 'call' ? one.args.find(({ kind, value }) => kind === 'named' && value === call.call.dst) : undefined
      if (named?.kind === 'named') return named.name
      if (one.op !== 'dict' || one.entries.length < 2) continue
      const entry = one.entries.find((candidate) => candidate.kind === 'entry' && candidate.value === call.call.dst)
      if (entry?.kind === 'entry') return entry.key
    }
  return null
}
