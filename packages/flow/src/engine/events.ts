import type { SourceModel } from '../knowledge/model.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import { dictObject, makeObject } from './containers.ts'
import { nameOf } from './guessed-sinks.ts'
import { library, runHandler } from './run-handler.ts'
import { sourceTaints } from './source-taints.ts'
import { guessedArchive } from './special/archives.ts'
import { functionHints } from './unknown-call.ts'
import { type Hint, NOTHING, type Value } from './value.ts'

const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'subscribe', 'process', 'connect', 'addEventListener', 'onAny'])
const EMITTING = new Set(['emit', 'emitAsync', 'publish', 'dispatch', 'send', 'add', 'trigger', 'notify'])
const EMITTER =
  /(?:^|[./@])(?:EventEmitter\w*|Emittery|mitt|nanoevents|createNanoEvents|eventemitter\d?|event-emitter|Subject|Queue|Worker|Bull|bull|Signal|signal|NamedSignal|PubSub)(?:\(\))?(?:\(\))?$/
const HTTP_SERVER = /^https?2?\.(?:createServer|createSecureServer|Server)\(\)$/

/** Listeners and what is emitted to them; null when the call is neither. */
export function eventCall(act: Activation, receiver: Value, use: CallUse): Value | null {
  const isListening = LISTENING.has(use.method)
  if (!isListening && !EMITTING.has(use.method)) return null
  const kind = emitterKind(act, receiver.hint)
  if (kind === null && isListening) {
    const archive = receiver.hint?.kind === 'library' ? null : guessedArchive(act, use)
    if (archive !== null) return archive
  }
  if (kind === null) return receiver.hint === null && isListening ? guessedSocket(act, receiver, use) : null
  if (kind === 'http') return isListening ? serverEvent(act, use) : null
  if (kind === 'socket') return isListening ? socketEvent(act, receiver, use) : null
  const [event] = use.args.positional
  const name = typeof event?.constant === 'string' ? event.constant : ''
  if (isListening) {
    const listeners = use.args.positional.flatMap((value) => functionHints(value.hint))
    if (listeners.length === 0) return null
    for (const listener of listeners) addListener(act, name, listener)
    return receiver
  }
  const named = act.engine.listeners.get(name) ?? []
  // A worker takes every job of its queue, whatever it is called.
  const listeners = use.method === 'add' && name !== '' ? [...named, ...(act.engine.listeners.get('') ?? [])] : named
  if (listeners.length === 0) return null
  const positional = use.args.positional.slice(typeof event?.constant === 'string' ? 1 : 0)
  const passed = use.method === 'add' ? [jobOf(act, use, positional)] : positional
  for (const listener of [...listeners]) {
    act.engine.heard.add(listener.function)
    callFunction(act, listener, { ...use.args, positional: passed }, use.instruction)
  }
  return NOTHING
}

/** A queue hands the data over inside a job. */
function jobOf(act: Activation, use: CallUse, positional: readonly Value[]): Value {
  return makeObject(act, use.instruction, 'job', dictObject(new Map([['data', positional[0] ?? NOTHING]]), null))
}

function addListener(act: Activation, name: string, listener: FunctionHint): void {
  const known = act.engine.listeners.get(name) ?? []
  act.engine.listeners.set(name, known)
  if (known.length < MOST_LISTENERS && !known.some((one) => one.function === listener.function && one.environment === listener.environment))
    known.push(listener)
}

const MOST_LISTENERS = 12

/** A worker of a queue: `new Worker('mail', async (job) => ...)`. Jobs that nobody in sight adds come from outside. */
export function registerWorker(act: Activation, name: string, use: CallUse): void {
  if (!/^(?:bullmq\.Worker|bull\.Worker)$/.test(name)) return
  const { engine } = act
  for (const listener of use.args.positional.flatMap((value) => functionHints(value.hint))) {
    addListener(act, '', listener)
    engine.handed.add(listener.function)
    engine.late.push(() => {
      if (!engine.heard.has(listener.function)) runHandler(engine, 'job', listener, '')
    })
  }
}

function emitterKind(act: Activation, hint: Hint | null): 'emitter' | 'http' | 'socket' | null {
  if (hint === null) return null
  if (hint.kind === 'library') {
    if (HTTP_SERVER.test(hint.name)) return 'http'
    if (/^(?:ws\.(?:Server|Socket)|socketio\.(?:Server|Socket))/.test(hint.name)) return 'socket'
    return EMITTER.test(hint.name) ? 'emitter' : null
  }
  if (hint.kind !== 'instance') return null
  return act.engine.denoter.bases(hint.module, hint.class).some((base) => base.kind === 'library' && EMITTER.test(base.name))
    ? 'emitter'
    : null
}

/** `server.on('upgrade', (request, socket) => ...)`. */
function serverEvent(act: Activation, use: CallUse): Value | null {
  const [event, listener] = use.args.positional
  if (event?.constant !== 'upgrade' && event?.constant !== 'connect' && event?.constant !== 'request') return null
  const positional = [library('express.Request'), library(event.constant !== 'request' ? 'net.Socket' : 'express.Response')]
  for (const hint of functionHints(listener?.hint ?? null)) {
    act.engine.handed.add(hint.function)
    callFunction(act, hint, { ...NO_ARGUMENTS, positional, isOpen: true }, use.instruction)
  }
  return use.receiver
}

const MESSAGE: SourceModel = { names: ['<message>'], gives: 'request', in: 'body', what: 'received over a socket', isContainer: true }

/** Connections of sockets, and the messages that come over them. */
function socketEvent(act: Activation, receiver: Value, use: CallUse): Value | null {
  const [event, listener] = use.args.positional
  const listeners = functionHints(listener?.hint ?? null)
  if (listeners.length === 0 || receiver.hint?.kind !== 'library') return null
  const isServer = receiver.hint.name.includes('Server')
  const isSocketIo = receiver.hint.name.startsWith('socketio')
  for (const hint of listeners) {
    const message: Value = { ...NOTHING, taints: sourceTaints(act, MESSAGE, null, hint.function) }
    const isConnection = isServer && (event?.constant === 'connection' || event?.constant === 'connect')
    const positional = isConnection
      ? isSocketIo
        ? [library('socketio.Socket')]
        : [library('ws.Socket'), library('express.Request')]
      : isServer || event?.constant === 'close' || event?.constant === 'error'
        ? []
        : [message, message]
    callFunction(act, hint, { ...NO_ARGUMENTS, positional, isOpen: true }, use.instruction)
  }
  return receiver
}

const SOCKET = /^(?:socket|client|sock)$/
/** What a socket says of itself. */
const OF_CONNECTION = /^(?:connect\w*|close|error|disconnect\w*|end|timeout|drain|lookup|ready|open|pong|ping)$/

/** `io.on('connection', (socket) => ...)` and `socket.on('message', ...)` where only the names tell what they are. */
function guessedSocket(act: Activation, receiver: Value, use: CallUse): Value | null {
  const [event, listener] = use.args.positional
  const listeners = functionHints(listener?.hint ?? null)
  if (typeof event?.constant !== 'string' || listeners.length === 0) return null
  const isConnection = /^connect(?:ion)?$/.test(event.constant)
  if (
    isConnection
      ? !listeners.some(({ function: { parameters } }) => parameters.some(({ name }) => SOCKET.test(name)))
      : OF_CONNECTION.test(event.constant)
  )
    return null
  if (!isConnection && !SOCKET.test(nameOf(act, use.instruction.receiver, 0))) return null
  const named = { ...receiver, hint: library(isConnection ? 'socketio.Server' : 'socketio.Socket').hint }
  return socketEvent(act, named, use)
}
