import type { SourceModel } from '../../knowledge/model.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { CONTENT, CONTENT_TYPE } from '../conditions/content.ts'
import { EXTERNAL_ENTITIES } from '../conditions/readers.ts'
import { deepTaints, dictObject, makeObject, setMember } from '../containers.ts'
import { getMember } from '../members.ts'
import type { Range } from '../place.ts'
import { useSink } from '../sinks.ts'
import { sourceTaints } from '../source-taints.ts'
import { functionHints } from '../unknown-call.ts'
import { constantValue, type Hint, NOTHING, truthOf, type Value } from '../value.ts'

const BODY_STREAM: SourceModel = {
  names: ['<stream>'],
  gives: 'request',
  in: 'body',
  what: 'read from the stream of the body',
  isContainer: true,
}

const STREAMS = /^(?:express\.Request|koa\.Context\.req|fastify\.Request\.raw|h3\.Event\.node\.req)$/

/** `for await (const chunk of request)`: the body in pieces; null for what is no request. */
export function streamedBody(act: Activation, { hint }: Value, at: Range): Value | null {
  return hint?.kind === 'library' && STREAMS.test(hint.name) ? { ...NOTHING, taints: sourceTaints(act, BODY_STREAM, null, at) } : null
}

/** `request.on('data', (chunk) => ...)`: the body comes in pieces. */
export function streamEvent(act: Activation, use: CallUse): Value {
  const [event, listener] = use.args.positional
  const chunk: Value = event?.constant === 'data' ? { ...NOTHING, taints: sourceTaints(act, BODY_STREAM, null, use.instruction) } : NOTHING
  for (const callback of functionHints(listener?.hint ?? null))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [chunk] }, use.instruction)
  return use.receiver ?? NOTHING
}

/** `reader.setFeature(feature_external_ges, True)`. */
export function setFeature(act: Activation, use: CallUse): undefined {
  const [feature = NOTHING, state = NOTHING] = use.args.positional
  const name = feature.hint?.kind === 'library' ? feature.hint.name : String(typeof feature.constant === 'string' ? feature.constant : '')
  if (!/external_(?:ges|pes)$|external-(?:general|parameter)-entities$/.test(name) || use.receiver === null) return
  const isOn = truthOf(state)
  if (isOn !== null) setMember(act, use.receiver, EXTERNAL_ENTITIES, constantValue(isOn))
}

/** `Location` among the headers sends the caller there. */
function redirectedTo(act: Activation, use: CallUse): void {
  const [name, value] = use.args.positional
  const targets = typeof name?.constant === 'string' && /^location$/i.test(name.constant) && value !== undefined ? [value] : []
  for (const argument of use.args.positional)
    for (const id of argument.objects)
      for (const [key, entry] of act.object(id)?.entries ?? []) if (/^location$/i.test(key)) targets.push(entry)
  for (const target of targets)
    useSink(act, { kind: 'open-redirect', cwe: 601, name: 'the Location header' }, deepTaints(act, target), use.instruction)
}

/** `h.response(content)`: what it is sent as comes in later steps. */
export function startReply(act: Activation, use: CallUse): Value {
  const entries = new Map([[CONTENT, use.args.positional[0] ?? NOTHING]])
  const made = makeObject(act, use.instruction, 'reply', dictObject(entries, null))
  return { ...made, hint: { kind: 'library', name: 'hapi.Reply', origin: null, details: null } }
}

/** `app.group('/v1', (app) => app.get(...))`: the function gets an application of the same kind. */
export function nestedApplication(act: Activation, use: CallUse, hint: Hint & { kind: 'library' }): undefined {
  const name = hint.name.slice(0, hint.name.lastIndexOf('.'))
  const inner: Value = { ...NOTHING, hint: { kind: 'library', name, origin: hint.origin, details: null } }
  for (const callback of use.args.positional.flatMap((value) => functionHints(value.hint)))
    callFunction(act, callback, { ...NO_ARGUMENTS, positional: [inner] }, use.instruction)
}

/** Setters of a response hand the response back; the content type is remembered. */
export function responseSetting(act: Activation, use: CallUse): Value {
  const receiver = use.receiver ?? NOTHING
  const [name, value] = use.args.positional
  redirectedTo(act, use)
  if (use.method === 'type' || use.method === 'contentType') setMember(act, receiver, CONTENT_TYPE, name ?? NOTHING)
  else if (use.method === 'attachment') setMember(act, receiver, CONTENT_TYPE, constantValue('application/octet-stream'))
  else if (typeof name?.constant === 'string' && /^content-type$/i.test(name.constant))
    setMember(act, receiver, CONTENT_TYPE, value ?? NOTHING)
  else
    for (const argument of use.args.positional) {
      for (const key of ['Content-Type', 'content-type']) {
        const stated = argument.objects.length === 0 ? NOTHING : getMember(act, argument, key, use.instruction)
        if (typeof stated.constant === 'string') setMember(act, receiver, CONTENT_TYPE, stated)
      }
    }
  return receiver
}
