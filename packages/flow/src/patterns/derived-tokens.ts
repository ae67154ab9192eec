import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'
import { BENIGN_WORD, type CallFinder, nearWords, wordsOf } from './context.ts'
import { fedValues } from './keys-behind.ts'

const HASH = /^(?:hashlib\.(?:new|md5|sha\d\w*|blake2[bs])|crypto\.(?:createHash|hash)|md5|blueimp-md5|js-md5|sha1|js-sha1|crypto-js\.\w+)$/
/** What lets somebody in who knows it. */
const OPENS =
  / (?:(?:reset|invite|invitation|activation|verification|confirmation|login|session|access|auth|api|magic|unsubscribe|download|share) (?:token|code|key|link|hash)|(?:token|otp|sid|session id|sessionid|api key|apikey)) /
const CLOCK =
  /^(?:time\.(?:time|time_ns|monotonic)|datetime\.(?:datetime\.|date\.)?(?:now|utcnow|today)|django\.utils\.timezone\.now|Date\.now|Date|performance\.now)$/
/** Values that nobody can compute: drawn, or kept secret. */
const UNKNOWN =
  /random|urandom|secrets?\b|uuid|nanoid|token_(?:hex|bytes|urlsafe)|salt|pepper|secret|private|_key\b|Key\b|password|getrandbits/i
const DEEPEST = 8

/** `md5(address + time())` as the token of a link: whoever knows when it was asked for can compute it. */
export const derivedTokens: CallFinder = (context, call) => {
  if (!HASH.test(call.name)) return
  const words = nearWords(context, call)
  if (!OPENS.test(words) || BENIGN_WORD.test(words)) return
  const parts = fedValues(context, call).map((slot) => lookAt(context.reader, call, slot, 0))
  if (!parts.some(({ clock }) => clock) || parts.some(({ unknown }) => unknown)) return
  context.emitCall(call, {
    kind: 'weak-random',
    cwe: 340,
    message: `a token is a hash of the time: ${wordsOf(call.function.name.slice(call.function.name.lastIndexOf('.') + 1)).trim() || 'it'} can be computed by others`,
    details: { source: call.name },
    confidence: 'high',
  })
}

interface Look {
  readonly clock: boolean
  readonly unknown: boolean
}

const NOTHING: Look = { clock: false, unknown: false }
const both = (looks: readonly Look[]): Look => ({ clock: looks.some(({ clock }) => clock), unknown: looks.some(({ unknown }) => unknown) })

function lookAt(reader: Reader, scope: Scope, slot: Slot, depth: number): Look {
  if (slot < 0 || depth > DEEPEST) return NOTHING
  const inner = (next: Slot): Look => lookAt(reader, scope, next, depth + 1)
  const own: Look = { clock: false, unknown: UNKNOWN.test(scope.function.names.get(slot) ?? '') }
  const looks = definitionsOf(scope.module, scope.function, slot).map((definition): Look => {
    if (definition.kind !== 'instruction') return NOTHING
    const { instruction } = definition
    switch (instruction.op) {
      case 'move':
      case 'await':
        return inner(instruction.src)
      case 'get':
        return both([{ clock: false, unknown: UNKNOWN.test(instruction.key) }, inner(instruction.object)])
      case 'binary':
        return both([inner(instruction.left), inner(instruction.right)])
      case 'template':
        return both(instruction.parts.flatMap((part) => (typeof part === 'string' ? [] : [inner(part)])))
      case 'list':
        return both(instruction.items.map(inner))
      case 'call':
        return both([
          ofCall(reader.seenCall(instruction)),
          inner(instruction.receiver),
          ...instruction.args.map(({ value }) => inner(value)),
        ])
      default:
        return NOTHING
    }
  })
  return both([own, ...looks])
}

function ofCall(call: SeenCall | undefined): Look {
  if (call === undefined) return NOTHING
  const name = call.name || call.method || (call.callee.kind === 'function' ? call.callee.function.name : '')
  return { clock: CLOCK.test(name), unknown: UNKNOWN.test(name) }
}
