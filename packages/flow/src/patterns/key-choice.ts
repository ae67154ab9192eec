import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { type Reader, type SeenCall, stringAt } from '../routes/reader.ts'

/** Claims and entries of the header by which a verifier finds the key of who signed. */
const CHOOSES = /^(?:iss|kid|tid|tenant|tenant_?id|aud|azp|client_?id|appid|alg|header)$/

/** Whether all that is read of a token that was only decoded is what chooses a key, and the token is verified here or by who called. */
export function choosesKey(reader: Reader, call: SeenCall, isVerifier: (call: SeenCall) => boolean): boolean {
  if (!readsOnly(reader, call, CHOOSES)) return false
  const around: readonly Scope[] = [call, ...reader.callersOf(call.function)]
  return around.some((scope) => reader.callsIn(scope.function).some((other) => other.call !== call.call && isVerifier(other)))
}

/** `const { header } = decode(token)`, `decode(token)["iss"]`, `decode(token).get("kid")`: whether nothing else is read of what a call gives. */
export function readsOnly(reader: Reader, call: SeenCall, allowed: RegExp): boolean {
  const held = heldIn(call)
  const keys: string[] = []
  const { blocks } = call.function
  for (const { instructions, terminator } of blocks) {
    for (const one of instructions) {
      if (one.op === 'get' && held.has(one.object)) keys.push(one.key)
      else if (one.op === 'index' && held.has(one.object)) keys.push(stringAt(reader, call, one.index) ?? '')
      else if (one.op === 'call' && held.has(one.receiver))
        keys.push(one.method === 'get' ? (stringAt(reader, call, one.args[0]?.value ?? -1) ?? '') : '')
      else if (one.op === 'call' && one.args.some(({ value }) => held.has(value))) keys.push('')
    }
    if (terminator.op === 'return' && held.has(terminator.src)) keys.push('')
  }
  return keys.length > 0 && keys.every((key) => allowed.test(key))
}

/** Every slot that holds what a call gave: a block that stands before it in the list may run after it. */
function heldIn({ call, function: fn }: SeenCall): ReadonlySet<Slot> {
  const held = new Set<Slot>([call.dst])
  const moves = fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.op === 'move' || one.op === 'await' ? [one] : [])),
  )
  for (let size = 0; size < held.size; ) {
    size = held.size
    for (const { src, dst } of moves) if (held.has(src)) held.add(dst)
  }
  return held
}
