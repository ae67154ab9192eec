import type { SourceIn, SourceModel } from '../../knowledge/model.ts'
import { tableOf } from '../../table-of.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { callGiven } from '../call-given.ts'
import { deepTaints } from '../containers.ts'
import { factsFor } from '../facts-for.ts'
import { ALL_KINDS, maskOf, RESOLVED } from '../kinds.ts'
import { checkedBy } from '../schemas.ts'
import { sourceTaints } from '../source-taints.ts'
import { functionHints } from '../unknown-call.ts'
import { clearTaints, NOTHING, stepped, type Value } from '../value.ts'

const PARTS = tableOf<SourceIn>({ json: 'body', form: 'form', query: 'query', param: 'path', header: 'header', cookie: 'cookie' })

/** What no address of a machine can do, as it is no free text: all but lead somewhere. */
const NO_TEXT = ALL_KINDS & ~maskOf('ssrf')

/** `socket.getaddrinfo(host, 443)`, `lookup(host)`: addresses that stand for the name. */
export function resolvedAddresses(act: Activation, use: CallUse): Value {
  const [name = NOTHING] = use.args.positional
  const taints = deepTaints(act, name).map((taint) => ({ ...taint, cleared: taint.cleared | RESOLVED | NO_TEXT }))
  const addresses: Value = { ...NOTHING, taints: stepped(taints, act.frame, use.instruction, 'resolved to addresses') }
  for (const callback of functionHints(use.args.positional.at(-1)?.hint ?? null))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [NOTHING, addresses] }, use.instruction)
  return addresses
}

/** `ipaddress.ip_address(text)`: no free text any more, yet still an address that somebody chose. */
export function parsedAddress(act: Activation, use: CallUse): Value {
  const given = use.args.positional[0] ?? NOTHING
  // What is no address is refused with an exception.
  if (given.number !== 0) act.learn(factsFor(act, given.number, NO_TEXT))
  const taints = clearTaints(deepTaints(act, given), NO_TEXT)
  return { ...NOTHING, taints: stepped(taints, act.frame, use.instruction, 'read as an address') }
}

/** `c.req.valid('json')`: that part of the request, as the middleware before the handler lets it through. */
export function validPart(act: Activation, use: CallUse): Value {
  const target = use.args.positional[0]?.constant
  const part = typeof target === 'string' ? PARTS[target] : undefined
  if (typeof target !== 'string' || part === undefined) return NOTHING
  const model: SourceModel = { names: [], gives: 'request', in: part, what: `read from the checked ${part}`, isContainer: true }
  const given: Value = {
    ...NOTHING,
    number: act.engine.numbers.slot(act.frame.function, use.instruction.dst),
    taints: sourceTaints(act, model, null, use.instruction),
  }
  const check = act.engine.validators.get(act.frame.function)?.get(target)
  if (check === undefined) return given
  const answered = callGiven(act, check.hint?.kind === 'function' ? check : undefined, { ...NO_ARGUMENTS, positional: [given] }, use)
  return answered ?? checkedBy(act, check, given, use.instruction)
}
