import type { GuardFact } from '../facts.ts'
import type { IrFunction, Module } from '../ir/ir.ts'
import { addProcedure, procedureNode } from './procedure-node.ts'
import { type FunctionRef, isServed, placeOfCall, positionalArguments, type Reader, type SeenCall, slotText, stringAt } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const OWN_EVENTS = /^(?:connect|connection|disconnect|disconnecting|error|connect_error|newListener|removeListener)$/
const ASKS_AT_CONNECTION = /\bdisconnect\s*\(|\bhandshake\b|\bverify\w*\s*\(|\bauth\w*\s*\(/

/** Events of Socket.IO: `io.on('connection', (socket) => { socket.on('remove', (message) => ...) })`. */
export function readSocketEvents(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  if (!modules.some(({ imports }) => imports.some(({ from }) => from === 'socket.io'))) return
  const guards = connectionGuards(reader)
  for (const call of reader.calls) {
    const [eventSlot, handlerSlot] = positionalArguments(call.call)
    if (call.method !== 'on' || call.call.receiver < 0 || eventSlot === undefined || handlerSlot === undefined) continue
    if (call.module.language !== 'javascript' || !isServed(reader, call.module.file)) continue
    const event = stringAt(reader, call, eventSlot)
    const handler = reader.denoter.denote(call, handlerSlot)
    if (event === null || OWN_EVENTS.test(event) || handler.kind !== 'function') continue
    const connection = connectionOf({ module: handler.module, function: handler.function }) ?? connectionOfCall(reader, call)
    if (connection === null) continue
    const text = reader.textOf(connection.module.file).slice(connection.function.start, connection.function.end)
    addProcedure(reader, procedureNode(nodes, 'socket.io'), {
      kind: 'SOCKET',
      name: event,
      handler: { module: handler.module, function: handler.function },
      attachments: guards,
      guards: guards.length === 0 && ASKS_AT_CONNECTION.test(text) ? [asksAtConnection(reader, call)] : [],
      place: placeOfCall(reader, call),
    })
  }
}

/** `io.use((socket, next) => ...)`: asked once, when somebody connects. */
function connectionGuards(reader: Reader): readonly Attachment[] {
  return reader.calls.flatMap((call): readonly Attachment[] => {
    const [first] = positionalArguments(call.call)
    if (call.method !== 'use' || first === undefined || call.module.language !== 'javascript') return []
    const given = reader.denoter.denote(call, first)
    const isOfSockets = given.kind === 'function' && takesSocket(given.function)
    const isOfServer =
      /^socket\.io\./.test(call.name) || /^(?:io|wss?|nsp|namespace)$/.test(call.function.names.get(call.call.receiver) ?? '')
    return isOfSockets || isOfServer ? [{ scope: call, slot: first, manner: 'next' }] : []
  })
}

function takesSocket({ parameters, selfSlot }: IrFunction): boolean {
  const first = parameters.find(({ slot }) => slot !== selfSlot)
  return (
    first !== undefined &&
    (/^(?:socket|client|sock|conn(?:ection)?)$/i.test(first.name) || /^(?:\w+\.)?Socket$/.test(first.type?.name ?? ''))
  )
}

/** The function around a handler that has the socket. */
export function connectionOf({ module, function: fn }: FunctionRef): FunctionRef | null {
  return connectionFrom(module, module.functions[fn.parent])
}

function connectionFrom(module: Module, inner: IrFunction | undefined): FunctionRef | null {
  for (let at = inner; at !== undefined; at = module.functions[at.parent]) {
    if (hasSocket(at)) return { module, function: at }
    if (at.index === 0) return null
  }
  return null
}

/** `(io, socket) => { ... }`: the server may come first. */
const hasSocket = (fn: IrFunction): boolean =>
  takesSocket(fn) || fn.parameters.some(({ name, type }) => name === 'socket' || /^(?:\w+\.)?Socket$/.test(type?.name ?? ''))

/** Where the socket is known to whoever listens: a function around the call, or the object that keeps it (`this.socket.on(...)`). */
function connectionOfCall(reader: Reader, call: SeenCall): FunctionRef | null {
  const around = connectionFrom(call.module, call.function)
  if (around !== null) return around
  return /^this\.#?_?socket$/.test(slotText(reader, call, call.call.receiver)) ? call : null
}

function asksAtConnection(reader: Reader, call: SeenCall): GuardFact {
  return { kind: 'authentication', name: 'connection', place: placeOfCall(reader, call), level: 'application', proof: 'named' }
}
