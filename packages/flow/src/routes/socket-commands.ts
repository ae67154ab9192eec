import type { RouteEffect } from '../facts.ts'
import { type FunctionRef, placeOfCall, type Reader, slotText, textAt } from './reader.ts'
import { CHOSEN, REQUEST, type TagReader } from './value-tags.ts'

const COMMAND =
  /^(?:re)?(?:start|boot|set|run)(?:_\w+|[A-Z]\w*)?$|^(?:stop|shutdown|delete|remove|update|change|exec|execute|kill|open|unlock|lock|move|transfer|approve|cancel|purge|write|save|apply|install|deploy|enable|disable|grant|revoke|drive|control)(?:_\w+|[A-Z]\w*)?$/

/** What messages of a socket make others do: calls by words of command that are given part of a message. */
export function socketCommands(reader: Reader, handler: FunctionRef, tags: TagReader): readonly RouteEffect[] {
  return reader.callsIn(handler.function).flatMap((call): RouteEffect[] => {
    if (!COMMAND.test(call.method) || call.callee.kind === 'function') return []
    if (call.call.receiver >= 0 && (tags.tags(call, call.call.receiver) & REQUEST) !== 0) return []
    if (!call.call.args.some(({ value }) => (tags.tags(call, value) & CHOSEN) !== 0)) return []
    const of = textAt(reader, call.module, call.call.start, call.call.end, 40).replace(/\(.*$/s, '')
    return [{ kind: 'process', place: placeOfCall(reader, call), of, byRequestId: true, byOwner: false, isBounded: true }]
  })
}

/** Last words of a path that name an act on a thing, with the first words of the methods that do it. */
const ACTS: readonly (readonly [path: RegExp, method: RegExp])[] = [
  [/^(?:delete|remove|destroy|purge)$/i, /^(?:delete|remove|destroy|purge|del|unlink)/i],
  [/^(?:approve|reject|accept|decline|confirm)$/i, /^(?:approve|reject|accept|decline|confirm)/i],
  [/^(?:cancel|unsubscribe|close|archive|restore|reopen)$/i, /^(?:cancel|unsubscribe|close|archive|restore|reopen)/i],
  [
    /^(?:publish|unpublish|enable|disable|activate|deactivate|suspend|block|ban)$/i,
    /^(?:publish|unpublish|enable|disable|activate|deactivate|suspend|block|ban)/i,
  ],
  [
    /^(?:pay|refund|transfer|grant|revoke|promote|demote|reset|restart|run|start|stop)$/i,
    /^(?:pay|refund|transfer|grant|revoke|promote|demote|reset|restart|run|start|stop)/i,
  ],
]
/** What puts a thing into another state, whatever the act is called. */
const WRITES =
  /^(?:update|patch|modify|change|mark|save|upsert|put|replace|transition)(?:$|[A-Z_])|^set(?:$|_?(?:State|Status|Enabled|Active|Flag|Role))/i
/** Objects of the request and of the runtime, on which the same words mean nothing lasting. */
const PASSING = /^(?:reply|res|response|request|req|ctx|context|cache|redis|logger|log|timer|stream|socket|connection|console|file|fs)$/i

/** A GET whose path ends in a word of command and whose handler calls something that begins with it, out of what was read. */
export function commandsOfPath(reader: Reader, handler: FunctionRef, path: string): readonly RouteEffect[] {
  const last = path.split('/').at(-1) ?? ''
  const act = ACTS.find(([word]) => word.test(last))
  if (act === undefined) return []
  return reader.callsIn(handler.function).flatMap((call): RouteEffect[] => {
    if (
      !(act[1].test(call.method) || WRITES.test(call.method)) ||
      call.callee.kind === 'function' ||
      call.call.receiver < 0 ||
      call.call.args.length === 0
    )
      return []
    if (PASSING.test(slotText(reader, call, call.call.receiver))) return []
    const of = textAt(reader, call.module, call.call.start, call.call.end, 40).replace(/\(.*$/s, '')
    return [{ kind: 'process', place: placeOfCall(reader, call), of, byRequestId: false, byOwner: false, isBounded: true }]
  })
}
