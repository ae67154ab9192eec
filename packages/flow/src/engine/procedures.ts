import type { SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { dictObject, makeObject } from './containers.ts'
import { library } from './run-handler.ts'
import { checkedBy } from './schemas.ts'
import { sourceTaints } from './source-taints.ts'
import { functionHints } from './unknown-call.ts'
import { type Hint, NOTHING, type Value } from './value.ts'

/** The step of a procedure's builder that names the schema of its input. */
export const TAKES_INPUT =
  /^(?:@trpc\/server\.initTRPC\b.*\.procedure\b.*|[./@~#].*\w*[pP]rocedure(?:\.\w+\(\))*)\.input$|^(?:next-safe-action\.|[./@~#].*[aA]ction\w*\b).*\.(?:schema|inputSchema)$|^@orpc\/.*\.input$/
/** Of the program's own base procedures only the name may be in sight. */
const RESOLVES =
  /^(?:@trpc\/server\.initTRPC\b.*\.procedure\b.*|[./@~#].*\w*[pP]rocedure(?:\.\w+\(\))*)\.(?:query|mutation|subscription)$|^(?:next-safe-action\.|[./@~#].*[aA]ction\w*\b).*\.action$|^@orpc\/.*\.handler$/
const INPUT: SourceModel = { names: [], gives: 'request', in: 'body', what: 'the input of the procedure', isContainer: true }

/** `procedure.input(schema).query(({ input }) => ...)`: run once with what the schemas let through. */
export function registerProcedure(act: Activation, name: string, use: CallUse): void {
  if (!RESOLVES.test(name)) return
  const { engine } = act
  for (const handler of functionHints(use.args.positional[0]?.hint ?? null)) {
    engine.handed.add(handler.function)
    engine.pending.push(() => {
      const given: Value = { ...NOTHING, number: engine.numbers.fresh(), taints: sourceTaints(act, INPUT, null, use.instruction) }
      const input = schemasOf(use.receiver?.hint ?? null).reduce((value, schema) => checkedBy(act, schema, value, use.instruction), given)
      const options = makeObject(
        act,
        use.instruction,
        'procedure',
        dictObject(
          new Map([
            ['input', input],
            ['parsedInput', input],
            ['ctx', library('procedure.Context')],
          ]),
          null,
        ),
      )
      callFunction(act, handler, { ...NO_ARGUMENTS, positional: [options], isOpen: true }, handler.function)
    })
  }
}

/** The schemas given to `.input()`, the first one first. */
function schemasOf(builder: Hint | null): readonly Value[] {
  const schemas: Value[] = []
  let at = builder
  for (let depth = 0; depth < 16 && at?.kind === 'library'; depth++) {
    const schema = /\.(?:input|schema|inputSchema)\(\)$/.test(at.name) ? at.details?.args[0] : undefined
    if (schema !== undefined) schemas.unshift(schema)
    at = at.details?.receiver?.hint ?? null
  }
  return schemas
}
