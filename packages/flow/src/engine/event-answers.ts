import { Activation } from './activation.ts'
import type { FunctionHint } from './call-function.ts'
import { deepTaints } from './containers.ts'
import { functionInfo } from './function-info.ts'
import { getMember } from './members.ts'
import type { Exit } from './result.ts'
import { useSink } from './sinks.ts'
import { NOTHING, type Value } from './value.ts'

/** `{'statusCode': 200, 'headers': {...}, 'body': text}`: a gateway sends the body under the type of the headers, and goes where they say. */
export function answerEvent(act: Activation, handler: FunctionHint, exits: readonly Exit[]): void {
  const { engine } = act
  const place = new Activation(engine, engine.frame(handler.module, handler.function), functionInfo(handler.function), null)
  for (const { value, at } of exits) {
    const status = getMember(act, value, 'statusCode', at)
    if (value.objects.length === 0 || status === NOTHING) continue
    const headers = getMember(act, value, 'headers', at)
    const type = headerOf(act, headers, 'content-type')
    if (typeof type?.constant === 'string' && /html|svg|xml/i.test(type.constant))
      useSink(place, { kind: 'xss', cwe: 79, name: 'response' }, deepTaints(act, getMember(act, value, 'body', at)), at)
    const location = headerOf(act, headers, 'location')
    if (location !== null) useSink(place, { kind: 'open-redirect', cwe: 601, name: 'Location' }, deepTaints(act, location), at)
  }
}

function headerOf(act: Activation, headers: Value, name: string): Value | null {
  for (const id of headers.objects) for (const [key, value] of act.object(id)?.entries ?? []) if (key.toLowerCase() === name) return value
  return null
}
