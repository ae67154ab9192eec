import type { RouteEffect } from '../facts.ts'
import { isServed, placeOfCall, type Reader, type SeenCall } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedText } from './reached-code.ts'
import { saysAnywhere } from './said-anywhere.ts'

/** A record of who did what, by any name, for the whole of a service. */
const RECORDS =
  /audit|simple_?history|paper_?trail|CREATE\s+TRIGGER|LogEntry|event_?sourc|change_?log|activity_?log|security_?log|history_?(?:entry|entries|table|log)/i
/** A line of a log, or a row of a journal, where the change is made. */
const LOGS =
  /\b(?:\w*log(?:ger|ging)?|console|journal|history|activit(?:y|ies)|events?|record(?:er)?|track(?:er)?|emit(?:ter)?|notify|signal)s?\b[\w.]*\s*\(|\bprint\(/i
/** What somebody may do: roles, rights, ownership of an installation. */
const RIGHTS = /\b(?:role|roles|is_?admin|is_?staff|is_?superuser|permissions?|scopes?|rights|access_?level)\b["'`]?\s*(?:=|:)(?!=)/i
const KEPT = /audit|log|event|histor|activit|journal|trail|record/i

/** What an administrator changes of somebody's rights, where nothing tells afterwards who did it. */
export function unrecordedChanges(context: PatternContext): void {
  if (saysAnywhere(context, RECORDS)) return
  for (const { fact, handler } of context.routes) {
    if (handler === null || !isServed(context.reader, handler.module.file) || fact.purpose === 'register') continue
    const isKept = fact.effects.some(({ kind, of }) => kind === 'create' && KEPT.test(of ?? ''))
    const change = fact.effects.find((effect) => isOfRights(effect) && !effect.byOwner)
    const at = change === undefined ? undefined : callAt(context.reader, change)
    if (at === undefined || isKept || LOGS.test(reachedText(context.reader, handler))) continue
    context.emitCall(at, {
      kind: 'change-unrecorded',
      cwe: 778,
      message: `${fact.method} ${fact.path} changes what somebody may do, and nothing records who did it`,
      details: { route: `${fact.method} ${fact.path}` },
      confidence: 'medium',
    })
  }
}

const isOfRights = ({ kind, place }: RouteEffect): boolean => kind === 'update' && RIGHTS.test(place.snippet)

function callAt(reader: Reader, { place }: RouteEffect): SeenCall | undefined {
  return reader.calls.find((call) => {
    if (call.module.file !== place.file) return false
    const own = placeOfCall(reader, call)
    return own.line === place.line && own.snippet === place.snippet
  })
}
