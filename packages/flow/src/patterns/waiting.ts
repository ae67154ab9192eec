import type { Denotation } from '../engine/denotation.ts'
import { isConstant, isServed, nameOf, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, optionOf, optionsAreKnown, type PatternContext } from './context.ts'

const REQUESTS =
  /^requests(?:\.(?:api|Session\(\)|session\(\)|sessions\.Session\(\)))?\.(?:get|post|put|patch|delete|head|options|request)$/
const AXIOS = /^axios(?:\.(?:get|post|put|patch|delete|head|options|request))?$/
const BLOCKING_PYTHON =
  /^(?:requests(?:\.\w+(?:\(\))?)*\.(?:get|post|put|patch|delete|head|request)|time\.sleep|urllib\.request\.urlopen|subprocess\.(?:run|call|check_call|check_output|getoutput)|os\.system|httpx\.(?:get|post|put|patch|delete|request)|httpx\.Client\(\)\.\w+|smtplib\.SMTP\w*|socket\.create_connection|psycopg2\.connect|pymysql\.connect|sqlite3\.connect|pymongo\.MongoClient|input)$/
const BLOCKING_NODE =
  /^(?:fs\.\w+Sync|fs-extra\.\w+Sync|child_process\.(?:execSync|spawnSync|execFileSync)|(?:bcrypt|bcryptjs|@node-rs\/bcrypt|@node-rs\/argon2)\.\w+Sync|crypto\.(?:pbkdf2Sync|scryptSync|generateKeyPairSync)|zlib\.\w+Sync|sleep|deasync\.\w+)$/

/** Calls out of the process that may never return, and calls that stop everybody while they run. */
export const waiting: CallFinder = (context, call) => {
  if (!isServed(context.reader, call.module.file)) return
  timeouts(context, call)
  blocking(context, call)
}

function missing(context: PatternContext, call: SeenCall, client: string): void {
  context.emitCall(call, {
    kind: 'missing-timeout',
    cwe: 1088,
    message: `${client} is called without a timeout`,
    details: { client },
    confidence: 'high',
  })
}

function timeouts(context: PatternContext, call: SeenCall): void {
  const { name } = call
  if (REQUESTS.test(name)) needs(context, call, 'requests', ['timeout'])
  else if (name === 'urllib.request.urlopen' || name === 'urllib2.urlopen') urlopen(context, call)
  else if (/^httpx(?:\.(?:Client|AsyncClient)(?:\(\))?)?(?:\.\w+)?$/.test(name)) {
    // httpx waits five seconds unless it is told to wait for ever.
    if (isConstant(optionOf(context, call, 'timeout'), null)) missing(context, call, 'httpx')
    else if (/\.(?:get|post|put|patch|delete|request|Client|AsyncClient)$/.test(name)) context.examineCall('missing-timeout', call)
  } else if (AXIOS.test(name)) {
    if (!hasGlobalTimeout(context, call, 'axios')) needs(context, call, 'axios', ['timeout', 'signal', 'cancelToken'])
  } else if (/^axios\.create$/.test(name)) {
    if (!hasGlobalTimeout(context, call, 'axios')) needs(context, call, 'axios', ['timeout', 'signal'])
  } else if (name === 'fetch' || name === 'node-fetch' || name === 'undici.fetch' || name === 'cross-fetch') {
    // A page in a browser may wait.
    if (!setsDispatcher(context) && !/\b(?:document|window)\.\w/.test(context.reader.textOf(call.module.file)))
      needs(context, call, 'fetch', ['signal', 'timeout', 'dispatcher'])
  } else if (/^got(?:\.\w+)?$/.test(name)) needs(context, call, 'got', ['timeout', 'signal'])
  else if (/^https?\.(?:get|request)$/.test(name)) needs(context, call, name, ['timeout', 'signal'])
}

/** The timeout is the third argument too; a default for all sockets counts. */
function urlopen(context: PatternContext, call: SeenCall): void {
  const isSet = context.reader.calls.some((other) => other.name === 'socket.setdefaulttimeout')
  if (isSet || argumentAt(context, call, 2, 'timeout') !== null) context.examineCall('missing-timeout', call)
  else needs(context, call, 'urlopen', ['timeout'])
}

function needs(context: PatternContext, call: SeenCall, client: string, options: readonly string[]): void {
  const value = optionOf(context, call, ...options)
  if (value !== undefined) {
    if (isConstant(value, null) || isConstant(value, 0)) missing(context, call, client)
    else context.examineCall('missing-timeout', call)
    return
  }
  if (!optionsAreKnown(context, call) || hidesOptions(context, call) || setsTimeoutLater(context, call)) return
  missing(context, call, client)
}

/** An argument that may be an options object although we cannot read it: a parameter, or what a function returned. */
function hidesOptions(context: PatternContext, call: SeenCall): boolean {
  // Python gives options by name.
  if (call.module.language === 'python') return false
  return (
    call.call.args.slice(1).some((argument) => {
      const denoted = context.reader.denoter.denote(call, argument.value)
      return argument.kind !== 'named' && (denoted.kind === 'unknown' || denoted.kind === 'parameter' || denoted.kind === 'library')
    }) || isRequestConfig(argumentAt(context, call, 0))
  )
}

function isRequestConfig(denoted: Denotation | null): boolean {
  return denoted?.kind === 'library' && /(?:^|\.)Request\(\)$/.test(nameOf(denoted))
}

/** `request.setTimeout(...)` on what the call returned. */
function setsTimeoutLater({ reader }: PatternContext, call: SeenCall): boolean {
  return (
    reader.callsIn(call.function).some((other) => other.method === 'setTimeout' && other.call.receiver >= 0) && /^https?\./.test(call.name)
  )
}

const globals = new WeakMap<PatternContext, boolean>()

/** `axios.defaults.timeout = 5000` anywhere. */
function hasGlobalTimeout(context: PatternContext, _call: SeenCall, _client: string): boolean {
  const known = globals.get(context)
  if (known !== undefined) return known
  const found = context.reader.program.modules.some((module) =>
    module.functions.some((fn) =>
      fn.blocks.some((block) =>
        block.instructions.some(
          (instruction) =>
            instruction.op === 'set' &&
            instruction.key === 'timeout' &&
            /axios(?:\.create\(\))?\.defaults$/.test(nameOf(context.reader.denoter.denote({ module, function: fn }, instruction.object))),
        ),
      ),
    ),
  )
  globals.set(context, found)
  return found
}

const dispatchers = new WeakMap<PatternContext, boolean>()

function setsDispatcher(context: PatternContext): boolean {
  const known = dispatchers.get(context)
  if (known !== undefined) return known
  const found = context.reader.calls.some((call) => call.name === 'undici.setGlobalDispatcher')
  dispatchers.set(context, found)
  return found
}

function blocking(context: PatternContext, call: SeenCall): void {
  const isPython = call.module.language === 'python'
  if (isPython) {
    if (!call.function.isAsync || !BLOCKING_PYTHON.test(call.name)) return
  } else if (!BLOCKING_NODE.test(call.name) || !(call.function.isAsync || context.handlers.has(call.function)) || isStartup(call)) return
  if (!isPython && !context.handlers.has(call.function)) return
  context.emitCall(call, {
    kind: 'blocking-call',
    cwe: 1322,
    message: `${call.name} stops every other request while it runs`,
    details: { callee: call.name },
    confidence: isPython || /(?:hash|compare|pbkdf2|scrypt|exec|spawn)\w*Sync/.test(call.name) ? 'high' : 'medium',
  })
}

function isStartup(call: SeenCall): boolean {
  return /^(?:main|start|bootstrap|init|setup|boot|load_?config|create_?(?:app|server))/i.test(call.function.name)
}

const REDIS = /^(?:redis|ioredis|aioredis|redis\.asyncio|node-redis|@redis\/client)\b.*\(\)\.(?:set|mset|hset|setnx)$/

/** Entries of a cache that never leave it. */
export const cacheExpiry: CallFinder = (context, call) => {
  if (REDIS.test(call.name) && /^(?:set|setnx|mset)$/.test(call.method)) redisSet(context, call)
  else if (
    call.name === 'node-cache' &&
    call.call.isNew &&
    constantOf(optionOf(context, call, 'stdTTL')) === undefined &&
    optionOf(context, call, 'stdTTL') === undefined
  )
    unbounded(context, call, 'entries stay for ever by default')
  else if (/^(?:flask_caching\.Cache\(\)|django\.core\.cache\.cache)\.set$/.test(call.name)) {
    if (isConstant(optionOf(context, call, 'timeout'), null) || isConstant(optionOf(context, call, 'timeout'), 0))
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
