import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { deepTaints } from '../containers.ts'
import { maskOf } from '../kinds.ts'
import { clearTaints, constantValue, joinTaints, NO_TAINTS, SOME_STRING, stepped, type Taint, type Value } from '../value.ts'
import type { LibraryHint, SpecialCall } from './special-call.ts'

const MARKUP = maskOf('xss', 'stored-xss')

/** How each engine writes a value without escaping it. */
const UNESCAPED: readonly (readonly [RegExp, RegExp])[] = [
  [/^ejs\./, /<%-\s*([^%]*)/g],
  [/^(?:handlebars|Handlebars|mustache|Mustache)\./, /\{\{(?:\{|&)\s*([^}]*)/g],
  [/^(?:pug|jade)\./, /!\{([^}]*)|!=\s*(.*)/g],
  [/^(?:lodash|underscore)\.template/, /<%=\s*([^%]*)/g],
  [/^eta\./, /<%~\s*([^%]*)/g],
  [/^(?:nunjucks|flask|quart|jinja2|django)\./, /\{\{([^}]*\|\s*safe[^}]*)\}\}|\{%\s*autoescape\s+(?:false|off)\s*%\}([\s\S]*)/g],
]

/** `{{ name|e }}`, wherever it stands. */
function isEscapedThere(source: string, name: string): boolean {
  const uses = source.match(new RegExp(`\\{\\{[^}]*\\b${name}\\b[^}]*\\}\\}`, 'g')) ?? []
  return uses.length > 0 && uses.every((use) => /\|\s*(?:e|escape|forceescape|urlencode|tojson|int|float|length)\b/.test(use))
}

/** A template that is written out: what its text puts in unescaped goes on as it is. */
function rendered(act: Activation, use: CallUse, text: Value | undefined, engine: string, isEscaping: boolean): Value | undefined {
  if (typeof text?.constant !== 'string') return undefined
  const pattern = UNESCAPED.find(([name]) => name.test(engine))?.[1]
  if (pattern === undefined) return undefined
  const source = text.constant
  const raw = [...text.constant.matchAll(pattern)].map((match) => match.slice(1).join(' ')).join(' ')
  let taints: readonly Taint[] = NO_TAINTS
  const add = (name: string, value: Value): void => {
    const word = name.replace(/\W/g, '')
    const isRaw = isEscaping ? new RegExp(`\\b${word}\\b`).test(raw) : !isEscapedThere(source, word)
    taints = joinTaints(taints, clearTaints(deepTaints(act, value), isRaw ? 0 : MARKUP))
  }
  for (const [name, value] of use.args.named) add(name, value)
  for (const value of use.args.positional) {
    if (value === text) continue
    for (const id of value.objects) for (const [name, entry] of act.object(id)?.entries ?? []) add(name, entry)
    if (value.objects.length === 0) taints = joinTaints(taints, clearTaints(value.taints, isEscaping && raw === '' ? MARKUP : 0))
  }
  return { ...SOME_STRING, taints: stepped(taints, act.frame, use.instruction, 'put into a template') }
}

/** `ejs.render(text, data)`. */
const direct: SpecialCall = (act, use, hint) => rendered(act, use, use.args.positional[0], hint.name, true)

/** `compile(text)(data)`, `Template(text).render(data)`. */
const compiled: SpecialCall = (act, use, hint) => {
  const { details } = templateOf(use, hint)
  const isEscaping = !hint.name.startsWith('jinja2.Template') || details?.named.get('autoescape')?.constant === true
  return rendered(act, use, details?.args[0], hint.name, isEscaping)
}

/** `Environment(autoescape=True).get_template(name).render(data)`: what the file writes as it is, the file itself shows. */
const rendering: SpecialCall = (act, use) => {
  const origin = use.receiver?.hint?.kind === 'library' ? use.receiver.hint.origin : null
  const environment = origin === null || origin.call.receiver < 0 ? null : act.engine.denoter.denote(origin, origin.call.receiver)
  const made = environment?.kind === 'library' ? environment.origin : null
  const autoescape = made === null ? null : act.engine.denoter.argument(made, made.call, -1, 'autoescape')
  const isEscaping = autoescape !== null && !(autoescape.kind === 'constant' && autoescape.value === false)
  const text = origin?.call.method === 'from_string' ? act.engine.denoter.argument(origin, origin.call, 0, 'source') : null
  if (text?.kind === 'constant' && typeof text.value === 'string')
    return rendered(act, use, constantValue(text.value), 'jinja2.', isEscaping)
  if (!isEscaping) return undefined
  let taints: readonly Taint[] = NO_TAINTS
  for (const value of [
    ...use.args.positional,
    ...use.args.named.values(),
    ...(use.args.spreadNamed === null ? [] : [use.args.spreadNamed]),
  ])
    taints = joinTaints(taints, clearTaints(deepTaints(act, value), MARKUP))
  return { ...SOME_STRING, taints: stepped(taints, act.frame, use.instruction, 'put into a template') }
}

function templateOf(use: CallUse, hint: LibraryHint): LibraryHint {
  return use.receiver?.hint?.kind === 'library' ? use.receiver.hint : hint
}

export const TEMPLATE_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...['ejs.render', 'pug.render', 'nunjucks.renderString', 'eta.renderString', 'mustache.render', 'flask.render_template_string'].map(
    (name): [string, SpecialCall] => [name, direct],
  ),
  ...[
    'ejs.compile()',
    'pug.compile()',
    'handlebars.compile()',
    'Handlebars.compile()',
    'lodash.template()',
    'underscore.template()',
    'jinja2.Template().render',
  ].map((name): [string, SpecialCall] => [name, compiled]),
  ...['jinja2.Environment', 'jinja2.SandboxedEnvironment'].flatMap((environment) =>
    ['get_template', 'from_string', 'select_template'].flatMap((getter) =>
      ['render', 'render_async', 'generate'].map((name): [string, SpecialCall] => [`${environment}.${getter}().${name}`, rendering]),
    ),
  ),
]

/** Calls whose arguments a template is asked for later. */
export const MAKES_TEMPLATE =
  /^(?:ejs\.compile|pug\.compile|handlebars\.compile|Handlebars\.compile|lodash\.template|underscore\.template|jinja2\.Template)$/
