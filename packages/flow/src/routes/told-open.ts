import type { Denotation } from '../engine/denotation.ts'
import { isConstant, type Reader, type SeenCall } from './reader.ts'

/** Whether the call that makes a guard says that nobody is asked. */
export const isToldOpen = (reader: Reader, call: SeenCall): boolean => isSwitchedOff(reader, call) || isForEverybody(reader, call)

/** `@endpoint(login=False)`, `guard({ public: true })`: the maker of the guard is told to ask nobody. */
function isSwitchedOff(reader: Reader, call: SeenCall): boolean {
  const asks = /^(?:login|auth|authenticated?|authentication|protected|secured?|(?:login|auth)_?required|requires?_?(?:login|auth|user))$/i
  const frees = /^(?:public|anonymous|allow_?anonymous|is_?public|skip_?auth|no_?auth)$/i
  const given = call.call.args.flatMap((argument): readonly (readonly [string, Denotation])[] => {
    const denoted = reader.denoter.denote(call, argument.value)
    if (argument.kind === 'named') return [[argument.name, denoted]]
    return denoted.kind === 'dict' ? [...denoted.entries] : []
  })
  return given.some(([key, value]) => (asks.test(key) && isConstant(value, false)) || (frees.test(key) && isConstant(value, true)))
}

/** `atLeast('guest')`, `access('public')`: every caller is that, also who is not signed in. */
function isForEverybody(reader: Reader, call: SeenCall): boolean {
  if (/forbid|den(?:y|ies)|refus|reject|not|except|without|block|only/i.test(call.method)) return false
  const given = call.call.args.map(({ value }) => reader.denoter.denote(call, value))
  return (
    given.length > 0 &&
    given.every(
      (one) =>
        one.kind === 'constant' &&
        typeof one.value === 'string' &&
        /^(?:guests?|public|anonymous|anyone|anybody|every(?:one|body)|visitors?)$/i.test(one.value),
    )
  )
}
