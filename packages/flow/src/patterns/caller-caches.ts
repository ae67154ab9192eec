import { nameTest } from '../remembered.ts'
import { stringAt } from '../routes/reader.ts'
import { createTagReader, OWN } from '../routes/value-tags.ts'
import { argumentAt, type CallFinder } from './context.ts'

const WRITES = nameTest(/^(?:django\.core\.cache\.caches?\b.*|flask_caching\.Cache\(\))\.(?:set|add|get_or_set)$/)
const NAMES_CALLER = /\b(?:request\.user|current_user|request\.session)\b/

/** An entry of a cache that is made of what belongs to the caller, under a key that is the same for everybody. */
export const callerCaches: CallFinder = (context, call) => {
  const [key, value] = call.call.args
  if (!WRITES(call.name) || key === undefined || value === undefined) return
  const text = stringAt(context.reader, call, key.value)
  if (text === null) return
  const made = argumentAt(context, call, 1, 'default')
  const isOfCaller =
    made?.kind === 'function'
      ? NAMES_CALLER.test(context.reader.textOf(made.module.file).slice(made.function.start, made.function.end))
      : (createTagReader(context.reader, new Map()).tags(call, value.value) & OWN) !== 0
  if (!isOfCaller) return
  context.emitCall(call, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: `the entry "${text}" is made of what belongs to the caller, and given to whoever asks next`,
    details: { key: text },
    confidence: 'medium',
  })
}
