import { nameTest } from '../remembered.ts'
import { isServed, type Reader, stringAt } from '../routes/reader.ts'
import { argumentAt, type CallFinder } from './context.ts'
import { superLinear } from './super-linear.ts'

const VALIDATORS = nameTest(
  /^(?:django\.core\.validators\.RegexValidator|(?:django\.forms(?:\.fields)?|rest_framework\.(?:serializers|fields))\.RegexField|wtforms\.validators\.(?:Regexp|regexp)|marshmallow\.validate\.Regexp)$/,
)

const PYDANTIC = nameTest(
  /^(?:pydantic(?:\.\w+)?\.(?:Field|constr|StringConstraints)|fastapi(?:\.\w+)?\.(?:Query|Path|Body|Form|Header|Cookie))$/,
)
/** Models ask an engine without backtracking unless their configuration names the other one. */
const BACKTRACKS = /\bregex_engine["']?\s*[=:]\s*["']python-re["']/
const chosen = new WeakMap<Reader, boolean>()

/** Whether models of the tree ask their patterns of Python's own engine. */
function asksBacktracking(reader: Reader): boolean {
  let known = chosen.get(reader)
  if (known === undefined) {
    known = reader.program.modules.some(
      ({ file, language }) => language === 'python' && isServed(reader, file) && BACKTRACKS.test(reader.textOf(file)),
    )
    chosen.set(reader, known)
  }
  return known
}

/** Patterns of validators: what they are asked of is what somebody has sent. */
export const inputValidators: CallFinder = (context, call) => {
  const isDeclared = PYDANTIC(call.name) && asksBacktracking(context.reader)
  if (!isDeclared && !VALIDATORS(call.name)) return
  const denoted = isDeclared ? argumentAt(context, call, -1, 'pattern') : argumentAt(context, call, 0, 'regex')
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
