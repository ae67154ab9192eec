import type { SourceModel } from '../../knowledge/model.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { dictObject, listObject, makeObject } from '../containers.ts'
import { checkedBy } from '../schemas.ts'
import { sourceTaints } from '../source-taints.ts'
import { functionHints } from '../unknown-call.ts'
import { NOTHING, type Value } from '../value.ts'

const FIELDS: SourceModel = { names: [], gives: 'request', in: 'form', what: 'read from the submitted form', isContainer: true }
const FILES: SourceModel = {
  names: [],
  gives: 'request',
  in: 'file',
  what: 'taken from an uploaded file',
  isContainer: true,
  never: ['mass-assignment', 'nosql-injection'],
}
const BODY: SourceModel = { names: [], gives: 'request', in: 'body', what: 'read from the checked body', isContainer: true }
const NAME: SourceModel = { ...FILES, what: 'the name of an uploaded file', isContainer: false }

const of = (act: Activation, model: SourceModel, use: CallUse): Value => ({
  ...NOTHING,
  taints: sourceTaints(act, model, null, use.instruction),
})

/** `form.parse(request)` of formidable: the fields and the files, to a callback or as a pair. */
export function parsedForm(act: Activation, use: CallUse): Value {
  const [fields, files] = [of(act, FIELDS, use), of(act, FILES, use)]
  for (const callback of functionHints(use.args.positional[1]?.hint ?? null))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [NOTHING, fields, files] }, use.instruction)
  return makeObject(act, use.instruction, 'form', listObject([fields, files], 'list', null))
}

/** `busboy.on('file', (name, stream, info) => ...)` and `on('field', (name, value) => ...)`. */
export function formEvent(act: Activation, use: CallUse): Value {
  const [event, listener] = use.args.positional
  const name = of(act, NAME, use)
  const info = makeObject(
    act,
    use.instruction,
    'info',
    dictObject(
      new Map([
        ['filename', name],
        ['mimeType', of(act, FILES, use)],
      ]),
      null,
    ),
  )
  const field = of(act, FIELDS, use)
  // Older versions pass the name itself in the third place.
  const passed = event?.constant === 'file' ? [field, NOTHING, { ...info, taints: name.taints }] : [field, field]
  if (event?.constant === 'file' || event?.constant === 'field')
    for (const callback of functionHints(listener?.hint ?? null))
      callFunction(act, callback, { ...NO_ARGUMENTS, positional: passed }, use.instruction)
  return use.receiver ?? NOTHING
}

/** `request.validateUsing(validator)`, `readValidatedBody(event, schema.parse)`: what the schema lets through. */
export function validatedInput(act: Activation, use: CallUse): Value {
  const given: Value = { ...of(act, BODY, use), number: act.engine.numbers.fresh() }
  const check = use.args.positional.at(-1) ?? NOTHING
  const [callback] = functionHints(check.hint)
  if (callback !== undefined) return callFunction(act, callback, { ...NO_ARGUMENTS, positional: [given] }, use.instruction) ?? NOTHING
  if (check.hint?.kind !== 'library') return given
  const name = check.hint.name.replace(/\.(?:parse|safeParse)(?:Async)?$/, '')
  return checkedBy(act, { ...check, hint: { ...check.hint, name } }, given, use.instruction)
}
