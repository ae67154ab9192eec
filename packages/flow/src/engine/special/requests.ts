import type { SourceIn, SourceModel } from '../../knowledge/model.ts'
import { tableOf } from '../../table-of.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { NO_ARGUMENTS } from '../call-function.ts'
import { callGiven } from '../call-given.ts'
import { sourceTaints } from '../members.ts'
import { checkedBy } from '../schemas.ts'
import { NOTHING, type Value } from '../value.ts'

const PARTS = tableOf<SourceIn>({ json: 'body', form: 'form', query: 'query', param: 'path', header: 'header', cookie: 'cookie' })

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
