import { nameTest } from '../remembered.ts'
import { stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder } from './context.ts'
import { superLinear } from './super-linear.ts'

const VALIDATORS = nameTest(
  /^(?:django\.core\.validators\.RegexValidator|(?:django\.forms(?:\.fields)?|rest_framework\.(?:serializers|fields))\.RegexField|wtforms\.validators\.(?:Regexp|regexp)|marshmallow\.validate\.Regexp)$/,
)

/** Patterns of validators: what they are asked of is what somebody has sent. */
export const inputValidators: CallFinder = (context, call) => {
  if (!VALIDATORS(call.name)) return
  const denoted = argumentAt(context, call, 0, 'regex')
  const origin = denoted?.kind === 'library' && denoted.name === 're.compile()' ? denoted.origin : null
  const compiled = origin?.call.args[0]
  const text =
    denoted?.kind === 'constant'
      ? denoted.value
      : origin === null || compiled === undefined
        ? null
        : stringAt(context.reader, origin, compiled.value)
  if (typeof text !== 'string') return
  const found = superLinear(text, false)
  if (found === null) context.examineCall('redos-validator', call)
  else
    context.emitCall(call, {
      kind: 'redos-validator',
      cwe: 1333,
      message: `what is sent is matched with a pattern that takes exponential time on some texts (${found.part})`,
      details: { part: found.part, attack: found.attack },
      confidence: 'high',
    })
}
