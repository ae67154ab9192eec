import type { RouteEffect } from '../facts.ts'
import { type FunctionRef, placeOfCall, type Reader, textAt } from './reader.ts'
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
