import { definitionsOf } from '../engine/definitions.ts'
import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { nameTest } from '../remembered.ts'
import { isConstant, isServed, nameOf, type Reader, type SeenCall } from '../routes/reader.ts'
import { argumentAt, type CallFinder, optionOf, optionsAreKnown, type PatternContext } from './context.ts'
import { presenceOf } from './key-presence.ts'

const REQUESTS =
  /^requests(?:\.(?:api|Session\(\)|session\(\)|sessions\.Session\(\)))?\.(?:get|post|put|patch|delete|head|options|request)$/
const AXIOS = /^axios(?:\.(?:get|post|put|patch|delete|head|options|request))?$/
/** Libraries of which anything is looked at here. */
const isClient = nameTest(
  /^(?:requests|urllib|httpx|axios|fetch$|node-fetch$|undici\.|cross-fetch$|got|functools\.|aiohttp\.|https?\.|socket\.|smtplib\.|ftplib\.|poplib\.|imaplib\.)/,
)

/** Components ask from the browser, where the user ends what takes too long. */
const COMPONENT = /\.(?:jsx|tsx|vue|svelte)$/

/** Calls out of the process that may never return. */
export const waiting: CallFinder = (context, call) => {
  if (!isClient(call.name) || !isServed(context.reader, call.module.file) || COMPONENT.test(call.module.file)) return
  timeouts(context, call)
}

/** `const client = url.startsWith('https:') ? https : http`, and then `client.get(url)`. */
export const eitherClient: CallFinder = (context, call) => {
  const { reader } = context
  if (call.name !== '' || !/^(?:get|request)$/.test(call.method) || call.module.language !== 'javascript' || call.call.receiver < 0) return
  if (!isServed(reader, call.module.file)) return
  const clients = choicesOf(reader, call, call.call.receiver, 0).map(nameOf)
  if (clients.length > 1 && clients.every((name) => /^https?$/.test(name)) && !setsLater(context, call))
    needs(context, call, `${clients.join(' or ')}.${call.method}`, ['timeout', 'signal'])
}

/** What a variable may stand for, by every assignment of it. */
function choicesOf(reader: Reader, scope: Scope, slot: Slot, depth: number): readonly Denotation[] {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'unknown' || depth > 4) return [denoted]
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition): readonly Denotation[] => {
    const one = definition.kind === 'instruction' ? definition.instruction : null
    if (one?.op === 'move') return choicesOf(reader, scope, one.src, depth + 1)
    const outer = one?.op === 'load-up' ? scope.module.functions[one.function] : undefined
    return one?.op === 'load-up' && outer !== undefined
      ? choicesOf(reader, { module: scope.module, function: outer }, one.slot, depth + 1)
      : [UNKNOWN]
  })
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
  else if (name === 'functools.partial') boundCall(context, call)
  else if (/^aiohttp\./.test(name)) aiohttp(context, call)
  else if (SOCKETS.has(name)) sockets(context, call)
  else if (/^https?\.(?:get|request)$/.test(name)) needs(context, call, name, ['timeout', 'signal'])
}

/** Clients that wait for ever unless they are told a time, and the place of that time among their arguments. */
const SOCKETS: ReadonlyMap<string, number> = new Map([
  ['socket.create_connection', 1],
  ['smtplib.SMTP', 3],
  ['smtplib.SMTP_SSL', 5],
  ['http.client.HTTPConnection', 2],
  ['http.client.HTTPSConnection', 4],
  ['ftplib.FTP', 4],
  ['ftplib.FTP_TLS', 4],
  ['poplib.POP3', 2],
  ['poplib.POP3_SSL', 4],
  ['imaplib.IMAP4', 2],
  ['imaplib.IMAP4_SSL', 2],
])

function sockets(context: PatternContext, call: SeenCall): void {
  const { reader } = context
  const isSet =
    reader.calls.some((other) => other.name === 'socket.setdefaulttimeout') ||
    reader.callsIn(call.function).some((other) => other.method === 'settimeout')
  if (isSet || argumentAt(context, call, SOCKETS.get(call.name) ?? -1) !== null) context.examineCall('missing-timeout', call)
  else needs(context, call, call.name, ['timeout'])
}

/** `partial(requests.get, url)`: neither the binding nor who calls it gives a timeout. */
function boundCall(context: PatternContext, call: SeenCall): void {
  const target = nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })
  if (!REQUESTS.test(target) && target !== 'urllib.request.urlopen') return
  const isGivenLater = context.reader.calls.some(
    (other) =>
      other.callee.kind === 'library' &&
      other.callee.origin?.call === call.call &&
      other.call.args.some(({ kind, ...argument }) => kind === 'spread-named' || ('name' in argument && argument.name === 'timeout')),
  )
  if (!isGivenLater) needs(context, call, target, ['timeout'])
}

/** aiohttp gives up after five minutes, unless a timeout is made that has no end. */
function aiohttp(context: PatternContext, call: SeenCall): void {
  if (/^aiohttp\.ClientTimeout$/.test(call.name)) {
    if (!optionsAreKnown(context, call)) return
    const ends = [argumentAt(context, call, 0, 'total'), argumentAt(context, call, 2, 'sock_read')]
    if (ends.every((end) => end === null || isConstant(end, null) || isConstant(end, 0))) missing(context, call, 'aiohttp')
    else context.examineCall('missing-timeout', call)
  } else if (
    /^aiohttp\.(?:ClientSession|request|ClientSession\(\)\.(?:get|post|put|patch|delete|head|options|request|ws_connect))$/.test(call.name)
  ) {
    const timeout = optionOf(context, call, 'timeout')
    if (isConstant(timeout, null) || isConstant(timeout, 0)) missing(context, call, 'aiohttp')
    else context.examineCall('missing-timeout', call)
  }
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
  if (
    (!optionsAreKnown(context, call) && !spreadsLack(context, call, options)) ||
    hidesOptions(context, call) ||
    setsTimeoutLater(context, call) ||
    sessionSetsTimeout(context, call)
  )
    return
  missing(context, call, client)
}

/** Whether all that is spread into a call is in sight and gives none of these options. */
function spreadsLack(context: PatternContext, call: SeenCall, options: readonly string[]): boolean {
  const keys = new Set(options)
  return call.call.args.every((argument) => {
    if (argument.kind === 'spread') return false
    const isOpen = argument.kind === 'spread-named' || context.reader.denoter.denote(call, argument.value).kind === 'dict'
    return !isOpen || presenceOf(context, call, argument.value, keys) === 'absent'
  })
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
function setsTimeoutLater(context: PatternContext, call: SeenCall): boolean {
  return /^https?\./.test(call.name) && setsLater(context, call)
}

function setsLater({ reader }: PatternContext, call: SeenCall): boolean {
  return reader.callsIn(call.function).some((other) => other.method === 'setTimeout' && other.call.receiver >= 0)
}

/** A session whose adapter, mounted where the session is made, or whose bound `request` gives each call its time. */
function sessionSetsTimeout({ reader }: PatternContext, call: SeenCall): boolean {
  if (call.callee.kind !== 'library' || !/[sS]ession\(\)\./.test(call.name)) return false
  const made = reader.denoter.denote(call, call.call.receiver)
  // A session of the tree's own class says so where it overrides `request` or `send`.
  if (made.kind === 'instance') return /\btimeout\b/.test(reader.textOf(made.module.file).slice(made.class.start, made.class.end))
  if (made.kind !== 'library' || made.origin === null) return false
  const { module, function: maker, call: site } = made.origin
  if (/\.(?:request|send)\s*=\s*(?:functools\.)?partial\([^)]*\btimeout\s*=/.test(reader.textOf(module.file))) return true
  return reader.callsOfModule(module).some((mount) => {
    if (mount.method !== 'mount' || mount.call.receiver < 0) return false
    const onto = reader.denoter.denote(mount, mount.call.receiver)
    if (mount.function !== maker && !(onto.kind === 'library' && onto.origin?.call === site)) return false
    const adapter = reader.denoter.argument(mount, mount.call, 1, 'adapter')
    if (adapter?.kind !== 'instance') return /timeout/i.test(nameOf(adapter ?? { kind: 'unknown' }))
    return /\btimeout\b/.test(reader.textOf(adapter.module.file).slice(adapter.class.start, adapter.class.end))
  })
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
