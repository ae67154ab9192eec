import type { FlowKind } from '../facts.ts'
import { isSecretName } from '../knowledge/secret-names.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { CallModel, SinkArgument, SinkRole } from './call-models.ts'
import { computedMembers } from './computed-members.ts'
import { deepTaints } from './containers.ts'
import { hasGuardedAgent } from './guarded-agents.ts'
import { isHalved, maskOf, PART_ONLY } from './kinds.ts'
import { linkOfChain } from './link-of-chain.ts'
import { masksEvents } from './log-format.ts'
import { getMember } from './members.ts'
import { isRuledOut } from './origin-facts.ts'
import type { Range } from './place.ts'
import type { Program, Scope } from './program.ts'
import { writtenInSpite } from './redaction.ts'
import type { SinkUse } from './result.ts'
import { isSinkActive } from './sink-conditions.ts'
import { namedSecret } from './strings.ts'
import { doubted, joinTaints, joinValues, NO_OBJECTS, NOTHING, type SourceLabel, type Taint, type Value } from './value.ts'

/** Tries every sink role of a call; each is an examined place whether or not something tainted arrives. */
export function sinkCall(act: Activation, model: CallModel, name: string, use: CallUse, doubt = 0): void {
  const at = model.sinks.length === 0 ? use.instruction : linkOfChain(act.frame.module, act.frame.function, use.instruction)
  for (const role of model.sinks) {
    const value = roleValue(act, role, use)
    if (value === null) continue
    if (role.kind === 'ssrf' && hasGuardedAgent(act, use)) continue
    if (role.when === 'query-object' && name.startsWith('mongoose.') && act.engine.settings.has('mongoose.sanitizeFilter')) continue
    const active = isSinkActive(act, role, use, value)
    if (active === null || (role.kind === 'sensitive-log' && masksAll(act, use))) continue
    const said = role.kind === 'sensitive-log' ? writtenInSpite(act, joinTaints(active, namedSecrets(act, use)), use) : active
    useSink(act, { kind: role.kind, cwe: role.cwe, name, by: role.by }, doubted(said, doubt), at)
  }
}

/** Processors that take secrets out of whatever is logged. */
const masksAll = (act: Activation, { receiver }: CallUse): boolean =>
  receiver?.hint?.kind === 'library' && receiver.hint.name.startsWith('structlog.') && masksEvents(act.engine.program)

/** Arguments that are variables with the name of a secret. */
function namedSecrets(act: Activation, use: CallUse): readonly Taint[] {
  let taints: readonly Taint[] = []
  for (const { value } of use.instruction.args)
    taints = joinTaints(
      taints,
      namedSecret(act, value, use.instruction).taints.filter(({ label }) => label.kind === 'source' && label.model.gives === 'secret'),
    )
  return taints
}

function roleValue(act: Activation, role: SinkRole, use: CallUse): Value | null {
  let joined: Value | null = null
  for (const argument of role.arguments) {
    const given = argumentValue(act, argument, use)
    if (given === null) continue
    // `query({ text, values })`: of an object only what stands under the keys that the role names.
    const isObject = argument.key === '' && role.arguments.some(({ key, position }) => key !== '' && position === argument.position)
    const value = isObject ? { ...given, objects: NO_OBJECTS } : given
    // Of rows only what they are as a whole counts, not what single columns hold.
    const join = role.when === 'whole-object' ? joinValues : (a: Value, b: Value): Value => mergedRoles(act, a, b)
    joined = joined === null ? value : join(joined, value)
  }
  return joined
}

const mergedRoles = (act: Activation, a: Value, b: Value): Value => {
  const taints = joinTaints(deepTaints(act, a), deepTaints(act, b))
  return { ...joinValues(a, b), taints }
}

/** The value of one argument of a role; null when the call does not have it. */
export function argumentValue(act: Activation, argument: SinkArgument, use: CallUse): Value | null {
  const { args } = use
  if (argument.position === -1) return use.receiver
  if (argument.position <= -2 && argument.position >= -3) {
    const all = [
      ...args.positional,
      ...(argument.position === -3 ? args.named.values() : []),
      ...(argument.position === -3 && args.spreadNamed !== null ? [args.spreadNamed] : []),
      ...(args.spread === null ? [] : [args.spread]),
    ]
    if (all.length === 0) return null
    let taints: readonly Taint[] = []
    for (const value of all) taints = joinTaints(taints, deepTaints(act, value))
    return all.length === 1 && all[0] !== undefined ? all[0] : { ...NOTHING, taints }
  }
  const named = argument.name === '' ? undefined : args.named.get(argument.name)
  const value =
    named ??
    (argument.position >= 0
      ? (args.positional[argument.position] ?? (args.positional.length <= argument.position ? args.spread : null))
      : null) ??
    null
  if (value === null)
    return argument.name !== '' && args.spreadNamed !== null ? getMember(act, args.spreadNamed, argument.name, use.instruction) : null
  if (
    argument.key !== '' &&
    value.objects.length === 0 &&
    (value.type !== '' || value.taints.some((taint) => taint.label.kind === 'source' && taint.label.name !== null))
  )
    return null
  return argument.key === '' ? value : getMember(act, value, argument.key, use.instruction)
}

/** Whether the value can still cause that weakness. */
export function matters(taint: Taint, kind: FlowKind): boolean {
  if (isHalved(taint.cleared, kind)) return false
  return (taint.cleared & maskOf(kind)) === 0 || (kind === 'sensitive-log' && (isWholeBody(taint) || isSentSecret(taint)))
}

/** A field of the request whose name says that it is a secret. */
function isSentSecret({ label, cleared }: Taint): boolean {
  if (
    label.kind !== 'source' ||
    label.model.gives !== 'request' ||
    label.name === null ||
    (cleared & LOGGED) === 0 ||
    (cleared & PART_ONLY) !== 0
  )
    return false
  return isSecretName(label.name.slice(label.name.lastIndexOf('.') + 1))
}

const LOGGED = maskOf('sensitive-log')

/** A whole body in a log brings the passwords in it along. */
function isWholeBody(taint: Taint): boolean {
  if (taint.label.kind !== 'source' || taint.label.name !== null || (taint.cleared & PART_ONLY) !== 0) return false
  return taint.label.model.in === 'body' || taint.label.model.in === 'form'
}

/** Columns that hold what the database made, or numbers. */
const MADE_BY_STORE =
  /(?:^|[._])(?:id|pk|_id|uuid|count|total|sum|amount|price|age|size|version|position|rank|score|balance|quantity|qty|year|month|day|rowcount|lastrowid|date|created|updated)$|(?:_id|Id|_at|At|Count|_count|_total|_date|Date)$/

/** What drivers call the list of rows in their answer. */
const ROWS = /^(?:rows|recordset|\d+)$/

/** Rows as they come are objects, which the frameworks of JavaScript send as JSON. */
const isWholeRow = ({ model, name, module }: SourceLabel): boolean =>
  module.language === 'javascript' && model.isContainer && (name === null || ROWS.test(name))

const isTextOfStore = ({ label }: Taint): boolean =>
  label.kind === 'parameter' ||
  (label.model.gives === 'stored' && !isWholeRow(label) && !(label.name !== null && MADE_BY_STORE.test(label.name)))

/** Numbers and keys of a row are no programs, and a statement that code looks into is none either. */
const isRowButNoProgram = (taint: Taint, { kind, by }: Pick<SinkUse, 'kind'> & Partial<Pick<SinkUse, 'by'>>): boolean =>
  (by ?? kind) === 'code-injection' &&
  taint.label.kind === 'source' &&
  taint.label.model.gives === 'stored' &&
  (kind !== 'code-injection' || !isTextOfStore(taint))

/**
 * What a property of the row works out may be anything, its own markup as well; and a column that is called after the markup in it holds what
 * was cleaned on its way in, where the tree cleans markup at all.
 */
function doubtComputed({ engine }: Activation, taint: Taint): Taint {
  const { label } = taint
  const path = label.kind === 'source' ? (label.name ?? '') : ''
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (label.kind !== 'source' || name === '') return taint
  const isComputed = label.module.language === 'python' && computedMembers(engine.program).has(name)
  return isComputed || (MARKUP_COLUMN.test(name) && cleansMarkup(engine.program))
    ? { ...taint, doubt: Math.max(taint.doubt, UNKNOWN_STEPS) }
    : taint
}

const MARKUP_COLUMN = /(?:^|_)html$|[a-z]H(?:tml|TML)$/
const CLEANERS = /^(?:sanitize-html|(?:isomorphic-)?dompurify|xss|bleach|nh3|lxml_html_clean|ammonia|insane|rehype-sanitize)(?:$|[./])/
const cleaning = new WeakMap<Program, boolean>()

function cleansMarkup(program: Program): boolean {
  const known = cleaning.get(program) ?? program.modules.some(({ imports }) => imports.some(({ from }) => CLEANERS.test(from)))
  cleaning.set(program, known)
  return known
}

/** As many doubts as make a path only possible. */
export const UNKNOWN_STEPS = 2

/** A value arrives where it must not be tainted; `at` lies in the function of `scope`, by default the one that runs. */
export function useSink(
  act: Activation,
  sink: Pick<SinkUse, 'kind' | 'cwe' | 'name'> & Partial<Pick<SinkUse, 'attack' | 'by' | 'isOfChosen'>>,
  taints: readonly Taint[],
  at: Range,
  scope: Scope = act.frame,
): void {
  const { engine } = act
  engine.report.examine(sink.kind, scope.module, scope.function, at)
  const stored = sink.kind === 'xss' ? taints.filter(isTextOfStore).map((taint) => doubtComputed(act, taint)) : []
  if (stored.length > 0) useSink(act, { ...sink, kind: 'stored-xss', by: 'stored-xss' }, stored, at, scope)
  if (taints.length === 0) return
  for (const taint of taints) {
    if (isRowButNoProgram(taint, sink)) continue
    if (!matters(taint, sink.by ?? sink.kind) || isRuledOut(act, taint, sink.by ?? sink.kind, at)) continue
    act.hit(taint, {
      kind: sink.kind,
      cwe: sink.cwe,
      name: sink.name,
      module: scope.module,
      function: scope.function,
      start: at.start,
      end: at.end,
      attack: sink.attack ?? null,
      doubt: 0,
      by: sink.by ?? sink.kind,
      isOfChosen: sink.isOfChosen ?? false,
    })
  }
}
