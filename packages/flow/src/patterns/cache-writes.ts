import { nameTest } from '../remembered.ts'
import { isConstant, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, optionsAreKnown, type PatternContext } from './context.ts'

const REDIS = /^(?:redis|ioredis|aioredis|redis\.asyncio|node-redis|@redis\/client)\b.*\(\)\.(?:set|mset|hset|setnx)$/

const isCache = nameTest(/redis|cach/)

/** Entries of a cache that never leave it. */
export const cacheExpiry: CallFinder = (context, call) => {
  if (!isCache(call.name)) return
  if (REDIS.test(call.name) && /^(?:set|setnx|mset)$/.test(call.method)) redisSet(context, call)
  else if (
    call.name === 'node-cache' &&
    call.call.isNew &&
    constantOf(optionOf(context, call, 'stdTTL')) === undefined &&
    optionOf(context, call, 'stdTTL') === undefined
  )
    unbounded(context, call, 'entries stay for ever by default')
  else if (/^(?:flask_caching\.Cache\(\)|django\.core\.cache\.cache)\.(?:set|add|get_or_set)$/.test(call.name)) {
    const timeout = argumentAt(context, call, 2, 'timeout')
    // What is kept under one key does not grow.
    const isOne = constantOf(argumentAt(context, call, 0, 'key')) !== undefined
    if (!isOne && (isConstant(timeout, null) || (isConstant(timeout, 0) && call.name.startsWith('flask'))))
      unbounded(context, call, 'the entry stays for ever')
    else context.examineCall('cache-without-expiry', call)
  } else if (/^lru-cache(?:\.LRUCache)?$|^cachetools\.TTLCache$/.test(call.name)) context.examineCall('cache-without-expiry', call)
}

function unbounded(context: PatternContext, call: SeenCall, why: string): void {
  context.emitCall(call, { kind: 'cache-without-expiry', cwe: 770, message: why, confidence: 'medium' })
}

function redisSet(context: PatternContext, call: SeenCall): void {
  const words = call.call.args.map((argument) => constantOf(context.reader.denoter.denote(call, argument.value)))
  const hasExpiry =
    optionOf(context, call, 'ex', 'px', 'EX', 'PX', 'exat', 'EXAT', 'expiration', 'keepttl') !== undefined ||
    words.some((word) => typeof word === 'string' && /^(?:EX|PX|EXAT|PXAT|KEEPTTL)$/i.test(word))
  const expires = context.reader.callsIn(call.function).some((other) => /^(?:expire|pexpire|expireat|setex)$/i.test(other.method))
  if (hasExpiry || expires || !optionsAreKnown(context, call)) context.examineCall('cache-without-expiry', call)
  else unbounded(context, call, 'the key is set without an expiry')
}
