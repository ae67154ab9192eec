import type { Framework } from '../knowledge/handlers.ts'
import { Activation } from './activation.ts'
import type { CallArguments, FunctionHint } from './call-function.ts'
import { CONTENT, CONTENT_TYPE } from './conditions/content.ts'
import { secretFieldTaints } from './conditions/objects.ts'
import { deepTaints } from './containers.ts'
import { functionInfo } from './function-info.ts'
import { getMember } from './members.ts'
import { functionAt } from './program.ts'
import type { Exit } from './result.ts'
import { useSink } from './sinks.ts'
import { renderReturned } from './special/template-files.ts'
import { NOTHING, type Value } from './value.ts'

/** What a framework does with the values that its handlers return: some are sent as HTML, some as JSON. */
export function answerExits(
  act: Activation,
  framework: Framework,
  handler: FunctionHint,
  args: CallArguments,
  exits: readonly Exit[],
): void {
  const { engine } = act
  for (const { value, at, frame = engine.frame(handler.module, handler.function) } of exits) {
    const answering = { ...handler, module: frame.module, function: frame.function }
    const place = new Activation(engine, frame, functionInfo(frame.function), null)
    const isHtml = sendsHtml(act, framework, answering, args)
    const isJson = SENDS_JSON.has(framework) && !isFiltered(act, answering)
    const reply = value.hint?.kind === 'library' && value.hint.name === 'hapi.Reply' ? value : null
    const content = reply === null ? bodyOf(act, value) : getMember(act, reply, CONTENT, at)
    const type = reply === null ? headerOf(act, value) : typeOfReply(act, reply, at)
    renderReturned(act, answering, content, at)
    if ((type === null ? isHtml : /html|svg|xml/i.test(type)) && content.hint === null && content.objects.length === 0)
      useSink(place, { kind: 'xss', cwe: 79, name: 'response' }, deepTaints(act, content), at)
    if (framework === 'lambda') answerOfEvent(act, place, value, at)
    if (framework === 'nest' && decoratorNames(act, answering).some((name) => /Redirect$/.test(name))) {
      const target = getMember(act, content, 'url', at)
      useSink(place, { kind: 'open-redirect', cwe: 601, name: 'Redirect' }, deepTaints(act, target), at)
    }
    if (!isJson || content.objects.length === 0) continue
    const secrets = secretFieldTaints(act, content)
    if (secrets.length > 0) useSink(place, { kind: 'sensitive-response', cwe: 201, name: 'response' }, secrets, at)
  }
}

/** `return { statusCode, headers, body }` of a function that a gateway calls. */
function answerOfEvent(act: Activation, place: Activation, value: Value, at: Exit['at']): void {
  if (value.objects.length === 0) return
  const [headers, body] = ['headers', 'body'].map((key) => getMember(act, value, key, at))
  if (headers === undefined || body === undefined) return
  for (const id of headers.objects)
    for (const [key, entry] of act.object(id)?.entries ?? []) {
      if (/^location$/i.test(key))
        useSink(place, { kind: 'open-redirect', cwe: 601, name: 'the Location header' }, deepTaints(act, entry), at)
      if (/^content-type$/i.test(key) && /html|svg/i.test(typeof entry.constant === 'string' ? entry.constant : entry.prefix))
        useSink(place, { kind: 'xss', cwe: 79, name: 'response' }, deepTaints(act, body), at)
    }
}

const SENDS_JSON = new Set<Framework>(['flask', 'fastapi', 'fastify', 'nest', 'bottle', 'hapi', 'elysia', 'h3', 'adonis'])

/** Text that such a handler returns is sent as HTML. */
function sendsHtml(act: Activation, framework: Framework, handler: FunctionHint, args: CallArguments): boolean {
  switch (framework) {
    case 'flask':
      return !isResource(act, handler)
    case 'bottle':
    case 'hapi':
      return true
    case 'nest':
      return nestType(act, handler) !== 'other'
    case 'fastify': {
      const reply = args.positional[1]
      const type = reply === undefined ? NOTHING : getMember(act, reply, CONTENT_TYPE, handler.function)
      return typeof type.constant === 'string' && /html/i.test(type.constant)
    }
    case 'fastapi':
      return (
        optionOfDecorator(act, handler, 'response_class')?.endsWith('HTMLResponse') === true ||
        optionOfDecorator(act, handler, 'media_type')?.endsWith('MediaType.HTML') === true
      )
    default:
      return false
  }
}

function typeOfReply(act: Activation, reply: Value, at: Exit['at']): string | null {
  const type = getMember(act, reply, CONTENT_TYPE, at)
  return typeof type.constant === 'string' ? type.constant : null
}

/** `@Header('content-type', ...)`, `@Render()`. */
function nestType({ engine }: Activation, { module, function: owner }: FunctionHint): 'html' | 'other' {
  const scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
  for (const slot of owner.decorators) {
    const denoted = engine.denoter.denote(scope, slot)
    if (denoted.kind !== 'library' || denoted.origin === null) continue
    if (/\.Render\(\)$/.test(denoted.name)) return 'other'
    if (!/\.Header\(\)$/.test(denoted.name)) continue
    const [name, value] = [0, 1].map((index) =>
      denoted.origin === null ? null : engine.denoter.argument(denoted.origin, denoted.origin.call, index),
    )
    const isType = name?.kind === 'constant' && /^content-type$/i.test(String(name.value))
    if (isType && !(value?.kind === 'constant' && /html|svg|xml/i.test(String(value.value)))) return 'other'
  }
  return 'html'
}

/** Resources of REST libraries answer with JSON, text included. */
function isResource(act: Activation, { module, function: method }: FunctionHint): boolean {
  const owner = method.ownerClass < 0 ? undefined : module.classes[method.ownerClass]
  return (
    owner !== undefined && act.engine.denoter.bases(module, owner).some((base) => base.kind === 'library' && /^flask_rest/.test(base.name))
  )
}

/** A model of the response leaves out what it does not name. */
function isFiltered(act: Activation, handler: FunctionHint): boolean {
  return (
    optionOfDecorator(act, handler, 'response_model') !== null ||
    decoratorNames(act, handler).some((name) => /marshal_with|output/.test(name))
  )
}

function decoratorNames(act: Activation, { module, function: owner }: FunctionHint): readonly string[] {
  const scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
  return owner.decorators.map((slot) => {
    const denoted = act.engine.denoter.denote(scope, slot)
    return denoted.kind === 'library' ? denoted.name.replace(/\(\)$/, '') : ''
  })
}

/** Name of what a decorator of the handler is given under that name; null when it is not given. */
function optionOfDecorator(act: Activation, { module, function: owner }: FunctionHint, option: string): string | null {
  const { denoter } = act.engine
  const scope = { module, function: functionAt(module, Math.max(0, owner.parent)) }
  for (const slot of owner.decorators) {
    const denoted = denoter.denote(scope, slot)
    if (denoted.kind !== 'library' || denoted.origin === null) continue
    const given = denoter.argument(denoted.origin, denoted.origin.call, -1, option)
    if (given !== null)
      return given.kind === 'library' ? given.name : given.kind === 'class' ? given.class.name : given.kind === 'constant' ? null : ''
  }
  return null
}

/** `return body, status`. */
function bodyOf(act: Activation, value: Value): Value {
  const object = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  return object?.shape === 'tuple' ? (object.entries.get('0') ?? NOTHING) : value
}

/** The content type in `return body, status, headers`. */
function headerOf(act: Activation, value: Value): string | null {
  const object = value.objects.length === 1 ? act.object(value.objects[0] ?? -1) : undefined
  if (object?.shape !== 'tuple') return null
  for (const entry of object.entries.values())
    for (const id of entry.objects)
      for (const [key, header] of act.object(id)?.entries ?? [])
        if (/^content-type$/i.test(key) && typeof header.constant === 'string') return header.constant
  return null
}
