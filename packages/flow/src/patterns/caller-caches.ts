import { nameTest } from '../remembered.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { stringAt } from '../routes/reader.ts'
import { CHOSEN, createTagReader, OWN } from '../routes/value-tags.ts'
import { argumentAt, type CallFinder } from './context.ts'

const WRITES = nameTest(/^(?:django\.core\.cache\.caches?\b.*|flask_caching\.Cache\(\))\.(?:set|add|get_or_set)$/)
const NAMES_CALLER = /\b(?:request\.user|current_user|request\.session)\b/

const REDIS_WRITES = nameTest(/^(?:redis|ioredis|node-redis|@redis\/client)\b.*\(\)\.(?:set|setex|psetex|setEx)$/)

/** The same on a cache server, under a key that is put together of anything but the caller. */
export const callerStores: CallFinder = (context, call) => {
  const [key] = call.call.args
  const value = call.call.args[/^(?:setex|psetex|setEx)$/.test(call.method) ? 2 : 1]
  if (!REDIS_WRITES(call.name) || key === undefined || value === undefined || !context.handlers.has(call.function)) return
  const { tags } = createTagReader(context.reader, new Map())
  const keyTags = tags(call, key.value)
  const isShared = (keyTags & OWN) === 0 && ((keyTags & CHOSEN) !== 0 || stringAt(context.reader, call, key.value) !== null)
  // What is looked up under the same key first is given to whoever asks next; a ticket is not.
  const isReadThrough = context.reader
    .callsIn(call.function)
    .some((other) => other.call !== call.call && other.call.args.some(({ value: given }) => comesFrom(call, given, key.value)))
  if (!isShared || !isReadThrough || (tags(call, value.value) & OWN) === 0) return
  context.emitCall(call, {
    kind: 'cache-not-keyed-by-user',
    cwe: 524,
    message: 'the entry is made of what belongs to the caller, and its key does not say whose it is',
    details: {},
    confidence: 'medium',
  })
}

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
