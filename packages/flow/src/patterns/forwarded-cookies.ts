import { argumentSlot } from '../engine/program.ts'
import { definitionBehind, entryOf, isConstant, type SeenCall } from '../routes/reader.ts'
import { constantOf, type PatternContext, slotAt } from './context.ts'
import { CREDENTIAL, HARMLESS } from './cookie-names.ts'

/** `setCookie(name, value, { ...DEFAULTS, ...options })` in a helper: what its callers give comes last, and may switch a flag off again. */
export function forwardedCookies(context: PatternContext, call: SeenCall, position: number): void {
  const { reader } = context
  const owner = call.function
  const positional = owner.parameters.filter(({ slot, kind }) => slot !== owner.selfSlot && kind === 'positional')
  const indexOf = (slot: number): number => positional.findIndex((parameter) => parameter.slot === slot)
  const options = definitionBehind(call, slotAt(call, position))?.instruction
  const last = options?.op === 'dict' ? options.entries.findLast(({ kind }) => kind === 'spread') : undefined
  const given = last === undefined ? -1 : indexOf(last.value)
  const parameter = positional[given]
  // What stands behind it has the last word.
  const isFixed = (name: string): boolean =>
    options?.op === 'dict' &&
    last !== undefined &&
    options.entries.slice(options.entries.indexOf(last)).some((entry) => entry.kind === 'entry' && entry.key === name)
  if (parameter === undefined) return
  const named = indexOf(slotAt(call, position - 2))
  for (const caller of reader.callersOf(owner)) {
    const slot = argumentSlot(caller.call.args, given, parameter.name)
    const denoted = slot < 0 ? undefined : reader.denoter.denote(caller, slot)
    const off = ['secure', 'httpOnly'].filter(
      (name) => !isFixed(name) && denoted?.kind === 'dict' && isConstant(entryOf(denoted, name), false),
    )
    const cookie = named < 0 ? undefined : constantOf(reader.denoter.argument(caller, caller.call, named))
    if (off.length === 0 || (typeof cookie === 'string' && (HARMLESS.test(cookie) || !CREDENTIAL.test(cookie)))) continue
    context.emitCall(caller, {
      kind: 'insecure-cookie',
      cwe: off.includes('secure') ? 614 : 1004,
      message: `${typeof cookie === 'string' ? `cookie ${cookie}` : 'cookie'} is set without ${off.join(' and ')}`,
      details: { isOff: off.join() },
      confidence: 'high',
    })
  }
}
