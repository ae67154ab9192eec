import { type ContextPath, ELEMENT, type TemplateCall } from '../../templates/template.ts'
import type { PlacedOutput, Template } from '../../templates/template-library.ts'
import type { Activation } from '../activation.ts'
import type { CallUse } from '../call.ts'
import { callFunction, NO_ARGUMENTS } from '../call-function.ts'
import { deepTaints, elementOf } from '../containers.ts'
import { denotedValue } from '../denoted-value.ts'
import { helperLeft } from '../left-helpers.ts'
import { getMember } from '../members.ts'
import { askProperties } from '../page-properties.ts'
import { type Range, textOf } from '../place.ts'
import { functionAt, type Scope } from '../program.ts'
import { found } from '../shared-state.ts'
import { useSink } from '../sinks.ts'
import { memberTaints } from '../source-taints.ts'
import { NOT_CONSTANT, NOTHING, stepped, type Taint, type Value } from '../value.ts'
import { isOpenAddress, rowMember } from './row-members.ts'

const RENDERS =
  /^(?:render|render_template|render_template_async|render_async|render_to_string|render_to_response|renderFile|renderView|view|viewAsync|TemplateResponse|template|jinja2_template|generate)$/
const GETS_TEMPLATE = /(?:^|\.)(?:get_template|select_template|getTemplate)$/

/** A call that renders a template file of the tree: what the file writes as it is must not be tainted. */
export function renderFile(act: Activation, callee: Value | null, use: CallUse): void {
  const { templates } = act.engine.program
  const name = use.method === '' ? calledName(callee) : use.method
  if (!RENDERS.test(name)) return
  askProperties(act, use)
  if (templates.all.length === 0) return
  const template = templateOf(act, use)
  if (template === null) return
  const given = givenBy(act, use)
  const layout = given('layout')
  const named = layout === null || typeof layout.constant === 'string' ? ((layout?.constant ?? null) as string | null) : false
  const aroundPage: Given = (key) => (key === 'body' ? NOTHING : given(key))
  for (const page of [template, ...templates.layoutsOf(template, named)]) {
    const values = page === template ? given : aroundPage
    renderWith(act, page, values, use.instruction, act.frame, escapesByEnding(act, callee))
    writeLocals(act, page, values, use.instruction)
  }
}

/** Flask escapes in files of some endings only, where the application does not say otherwise. */
function escapesByEnding({ engine: { program } }: Activation, callee: Value | null): boolean {
  const hint = callee?.hint
  if (hint?.kind !== 'library' || !/^(?:flask|quart)\.render_template(?:_async)?$/.test(hint.name)) return false
  return !program.modules.some((module) => module.language === 'python' && /\b(?:select_jinja_)?autoescape\b/.test(textOf(module)))
}

/** Names that a page is not given by the call are those that middleware has left: what it leaves is known once all handlers have run. */
function writeLocals(act: Activation, page: Template, given: Given, at: Range): void {
  const { engine, frame } = act
  for (const output of engine.program.templates.outputsOf(page))
    for (const [root = '', ...keys] of output.paths) {
      const key = `locals|${output.template.file}|${output.start}|${root}`
      if (output.isAddress || engine.registered.has(key) || given(root) !== null) continue
      engine.registered.add(key)
      engine.late.push(() => {
        let taints = LOCALS.flatMap((name) => found(act, { kind: 'library', name, origin: null, details: null }, root))
        for (const one of keys) taints = [...memberTaints(act, taints, one === ELEMENT ? '*' : one, at)]
        writeTainted(act, output, taints, at, frame)
      })
    }
}

/** What every page of a request is given. */
const LOCALS = ['express.Response.locals', 'koa.Context.state', 'fastify.Reply.locals']

/** Everything that the template writes as it is, out of what it is given. */
export function renderWith(
  act: Activation,
  template: Template,
  given: Given,
  at: Range,
  scope: Scope = act.frame,
  isByEnding = false,
): void {
  for (const output of act.engine.program.templates.outputsOf(template, isByEnding)) writeOutput(act, output, given, at, scope)
}

/** What a handler returns is what the template of its decorator gets: `@template('list.html')`, `@Render('list')`. */
export function renderReturned(act: Activation, scope: Scope, value: Value, at: Range): void {
  const { denoter, program } = act.engine
  if (program.templates.all.length === 0 || value.taints.length + value.objects.length === 0) return
  const parent = { module: scope.module, function: functionAt(scope.module, Math.max(0, scope.function.parent)) }
  for (const slot of scope.function.decorators) {
    const decorator = denoter.denote(parent, slot)
    if (decorator.kind !== 'library' || decorator.origin === null || !RENDERS_RETURNED.test(decorator.name)) continue
    const name = denoter.argument(decorator.origin, decorator.origin.call, 0, 'template_name')
    const template =
      name?.kind === 'constant' && typeof name.value === 'string' ? program.templates.find(name.value, scope.module.file) : null
    const given = (key: string): Value | null => {
      const found = getMember(act, value, key, at)
      return isGiven(found) ? found : null
    }
    if (template !== null) renderWith(act, template, given, at, scope)
  }
}

const RENDERS_RETURNED = /(?:^|\.)(?:Render|template|view|jinja2_template|jinja2_view|jinja_template|render_to|templated)\(\)$/

/** The value under a name of the template; null when it was not given. */
type Given = (name: string) => Value | null

function writeOutput(act: Activation, output: PlacedOutput, given: Given, at: Range, scope: Scope): void {
  const isPython = scope.module.language === 'python'
  if (output.call !== undefined) {
    writeTainted(act, output, calledTaints(act, output.call, given, at, isPython), at, scope)
    return
  }
  for (const path of output.paths) {
    if (output.isAddress && !(isPython && path.length > 1 && isOpenAddress(act, path.at(-1) ?? ''))) continue
    const value = valueAt(act, path, given, at, isPython)
    if (value !== null) writeTainted(act, output, deepTaints(act, value), at, scope)
  }
}

/** What lies at a path of the given values; null where nothing is known of it. */
function valueAt(act: Activation, [root = '', ...keys]: ContextPath, given: Given, at: Range, isPython: boolean): Value | null {
  let value = given(root)
  for (const key of keys) {
    if (value === null) break
    value = key === ELEMENT ? elementOf(act, value, at) : isPython ? rowMember(act, value, key, at) : getMember(act, value, key, at)
  }
  return value
}

/** What a function that the template was given makes of what it is called with. */
function calledTaints(act: Activation, call: TemplateCall, given: Given, at: Range, isPython: boolean): readonly Taint[] {
  const hint = valueAt(act, call.callee, given, at, isPython)?.hint ?? hintOfLeft(act, call.callee)
  if (hint?.kind !== 'function') return []
  const positional = call.args.map((path) => (path === null ? NOTHING : (valueAt(act, path, given, at, isPython) ?? NOTHING)))
  const made = callFunction(act, hint, { ...NO_ARGUMENTS, positional, isOpen: true }, at)
  return made === null ? [] : deepTaints(act, made)
}

/** A helper that every page is given. */
function hintOfLeft(act: Activation, path: ContextPath): Value['hint'] {
  const names = path.flatMap((key) => (typeof key === 'string' ? [key] : []))
  const helper = names.length === path.length ? helperLeft(act.engine.denoter, names) : null
  return helper === null ? null : denotedValue(act, helper, null).hint
}

function writeTainted(act: Activation, output: PlacedOutput, taints: readonly Taint[], at: Range, scope: Scope): void {
  const { file, module, function: owner } = output.template
  const given = stepped(taints, scope, at, `given to the template ${file}`)
  const name = output.isAddress
    ? 'the address of a link in the template'
    : output.isUnquoted
      ? 'an attribute without quotes in the template'
      : 'an unescaped output of the template'
  useSink(act, { kind: output.isAddress ? 'stored-xss' : 'xss', cwe: 79, name }, given, output, { module, function: owner })
}

/** Whether anything is known under that name. */
export const isGiven = ({ taints, objects, hint, constant }: Value): boolean =>
  taints.length > 0 || objects.length > 0 || hint !== null || (constant !== NOT_CONSTANT && constant !== undefined)

function calledName(callee: Value | null): string {
  const hint = callee?.hint
  return hint?.kind === 'library' ? hint.name.slice(hint.name.lastIndexOf('.') + 1) : ''
}

/** `render('list.html', ...)`, `env.get_template('list.html').render(...)`. */
function templateOf(act: Activation, use: CallUse): Template | null {
  const { denoter, program } = act.engine
  for (const value of [...use.args.positional.slice(0, 2), ...use.args.named.values()]) {
    const found = typeof value.constant === 'string' ? program.templates.find(value.constant, act.frame.module.file) : null
    if (found !== null) return found
  }
  const hint = use.receiver?.hint
  if (hint?.kind !== 'library' || hint.origin === null || !GETS_TEMPLATE.test(hint.name.replace(/\(\)$/, ''))) return null
  const given = hint.details?.args[0]?.constant
  if (typeof given === 'string') return program.templates.find(given, act.frame.module.file)
  const [argument] = hint.origin.call.args
  const name = argument === undefined ? null : denoter.denote(hint.origin, argument.value)
  return name?.kind === 'constant' && typeof name.value === 'string' ? program.templates.find(name.value, act.frame.module.file) : null
}

/** Named arguments, and the members of the dictionaries that are passed. */
function givenBy(act: Activation, { args, instruction }: CallUse): Given {
  const bags = [...args.positional, args.named.get('context'), args.spreadNamed].filter(
    (value): value is Value => value != null && typeof value.constant !== 'string' && value.hint?.kind !== 'library',
  )
  return (name) => {
    const named = args.named.get(name)
    if (named !== undefined) return named
    for (const bag of bags) {
      const value = getMember(act, bag, name, instruction)
      if (isGiven(value)) return value
    }
    return null
  }
}
