import { functionAt } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { wrappedFunction } from '../routes/python-routers.ts'
import { callBehind, isServed, namedArgument, positionalArguments, type Reader, type SeenCall, stringAt } from '../routes/reader.ts'
import { readLinks } from '../templates/read-links.ts'
import type { PatternContext } from './context.ts'

const PATHS = /^django\.(?:urls|conf\.urls)\.(?:path|re_path|url)$/
const ASKS_MORE: readonly RouteFact['guards'][number]['kind'][] = ['role', 'owner', 'api-key', 'signature', 'unknown']

/** The code that answers a named route, as routes call it. */
interface View {
  readonly module: Module
  readonly handler: string
  readonly isClass: boolean
  readonly start: number
  readonly end: number
}

/** Routes whose links the pages show to a role alone, while the routes themselves take whoever is signed in. */
export function pageRoles(context: PatternContext): void {
  const { reader, routes } = context
  const asked = linksForRoles(reader)
  if (asked.size === 0) return
  const views = namedViews(reader)
  for (const [name, role] of asked) {
    const view = views.get(name) ?? viewCalled(context, name)
    if (view === null || view === undefined || asksItself(reader, view, role)) continue
    const found = routes.find(({ fact }) => isAnswered(fact, view) && takesAnybody(fact))
    if (found === undefined) continue
    context.emit({ module: view.module, function: functionAt(view.module, 0) }, view.start, view.start + 1, {
      kind: 'role-in-page-only',
      cwe: 862,
      message: `pages show ${found.fact.path} only where ${role} is asked, and the route takes whoever is signed in`,
      details: { role, route: `${found.fact.method} ${found.fact.path}` },
      confidence: 'medium',
    })
  }
}

/** Names of routes that every page shows to a role alone. */
function linksForRoles(reader: Reader): ReadonlyMap<string, string> {
  const asked = new Map<string, string>()
  const shown = new Set<string>()
  for (const { text, file } of reader.program.templates.all) {
    if (!/\{%/.test(text) || !isServed(reader, file)) continue
    for (const { name, asks } of readLinks(text)) {
      if (asks === null) shown.add(name)
      else asked.set(name, asks)
    }
  }
  for (const name of shown) asked.delete(name)
  return asked
}

/** `path('books/<int:pk>/', views.Book.as_view(), name='book')`; a name that two views have is nobody's. */
function namedViews(reader: Reader): ReadonlyMap<string, View | null> {
  const found = new Map<string, View | null>()
  for (const call of reader.calls) {
    if (!PATHS.test(call.name)) continue
    const name = stringAt(reader, call, namedArgument(call.call.args, 'name'))
    const view = name === null ? null : viewOf(reader, call)
    if (name === null || view === null) continue
    const known = found.get(name)
    found.set(name, known === undefined || known?.start === view.start ? view : null)
  }
  return found
}

function viewOf(reader: Reader, call: SeenCall): View | null {
  const slot = positionalArguments(call.call)[1] ?? namedArgument(call.call.args, 'view')
  if (slot < 0) return null
  const behind = callBehind(reader, call, slot)
  if (behind !== null && behind.method === 'as_view' && behind.call.receiver >= 0) {
    const owner = reader.denoter.denote(behind, behind.call.receiver)
    return owner.kind === 'class' ? classView(owner.module, owner.class) : null
  }
  const { target } = wrappedFunction(reader, call, slot)
  if (target === null) return null
  const { name, start, end } = target.function
  return { module: target.module, handler: name, isClass: false, start, end }
}

const classView = (module: Module, { name, start, end }: IrClass): View => ({ module, handler: name, isClass: true, start, end })

/** `url_for('books.edit')` of Flask names the function. */
function viewCalled({ routes }: PatternContext, name: string): View | null {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const [only, ...others] = routes.filter(
    ({ fact, handler }) => handler !== null && /^(?:flask|quart)$/.test(fact.framework) && fact.handler === short,
  )
  if (only?.handler == null || others.some(({ handler }) => handler?.function !== only.handler?.function)) return null
  const { module, function: fn } = only.handler
  return { module, handler: fn.name, isClass: false, start: fn.start, end: fn.end }
}

function isAnswered(fact: RouteFact, { module, handler, isClass }: View): boolean {
  return fact.place.file === module.file && (isClass ? fact.handler.startsWith(`${handler}.`) : fact.handler === handler)
}

/** Signed in and no more, and not only for what is the caller's own. */
function takesAnybody({ guards, effects }: RouteFact): boolean {
  const isSignedIn = guards.some(({ kind, proof }) => kind === 'authentication' && (proof === 'refuses' || proof === 'named'))
  const asksMore = guards.some(({ kind, proof }) => ASKS_MORE.includes(kind) && proof !== 'never-refuses' && proof !== 'declared-open')
  const isOwn = effects.length > 0 && effects.every(({ byOwner, kind }) => byOwner && kind !== 'create')
  return isSignedIn && !asksMore && !isOwn
}

/** Whether the code reads of the caller what the pages ask, in a way that is no guard that we know. */
function asksItself(reader: Reader, { module, start, end }: View, role: string): boolean {
  const text = reader.textOf(module.file).slice(start, end)
  return role === 'perms' ? /has_perms?\(|permission/.test(text) : new RegExp(`user\\.${role}\\b`).test(text)
}
