import type { Activation } from './activation.ts'
import { membership } from './binary.ts'
import { type CallArguments, callFunction } from './call-function.ts'
import { callFunctionMember } from './call-function-member.ts'
import { classOfMaker, construct, validatedModel } from './construct.ts'
import { containerCall, viewOfTainted } from './container-methods.ts'
import { deepTaints, listObject, makeObject } from './containers.ts'
import { definitionsOf } from './definitions.ts'
import { dropsOperators } from './drops-operators.ts'
import { eventCall } from './events.ts'
import { factsFor } from './facts-for.ts'
import { guessedRoute } from './guessed-routes.ts'
import { noteHandedRows } from './handed-rows.ts'
import { itemsInOrder } from './items-in-order.ts'
import { iteratedItems } from './iterated.ts'
import { maskOf, REQUEST_KINDS } from './kinds.ts'
import { libraryCall, sourceGetter } from './library-call.ts'
import { loadedBySchema } from './loaded-schemas.ts'
import { getMember } from './members.ts'
import { withAddressTest } from './origin-facts.ts'
import type { Range } from './place.ts'
import type { CallInstruction } from './program.ts'
import { useSink } from './sinks.ts'
import { renderFile } from './special/template-files.ts'
import { noteStatement } from './stored-columns.ts'
import { stringCall } from './string-methods.ts'
import { withoutSecret } from './taken-secrets.ts'
import { unknownCall } from './unknown-call.ts'
import { clearTaints, constantValue, type Hint, joinValues, NOTHING, type Value } from './value.ts'

/** One call with everything that is known of it. */
export interface CallUse {
  readonly instruction: CallInstruction
  readonly args: CallArguments
  /** Null for calls that are not method calls. */
  readonly receiver: Value | null
  readonly method: string
}

/** Runs a call; false when nothing comes back from it. */
export function call(act: Activation, instruction: CallInstruction): boolean {
  const use = readCall(act, instruction)
  noteStatement(act, use)
  const callee = use.receiver === null ? act.read(instruction.callee) : null
  noteHandedRows(act, callee, use)
  renderFile(act, callee, use)
  const made = use.receiver === null ? callValue(act, callee ?? NOTHING, use) : callMethod(act, use.receiver, use)
  if (made === null) return false
  const isMarkup = made.taints.length > 0 && (RENDERS.test(use.method) || makesMarkup(act, callee))
  const outcome = isMarkup ? { ...made, taints: clearTaints(made.taints, MARKUP) } : made
  act.write(
    instruction.dst,
    act.engine.resolvesNames
      ? withAddressTest(act, askedOf(use), outcome, ASKS_OF_ADDRESS.test(use.method === '' ? calleeName(act, instruction) : use.method))
      : outcome,
  )
  return true
}

/** What comes of a template file is judged where the file prints it. */
const RENDERS = /^(?:render_template|render_template_async|render_to_string|render_async)$/
const MARKUP = maskOf('xss', 'stored-xss')

const NAMED_MARKUP = /(?:^|[._])(?:\w+_)?(?:html|markup)$/
/** Libraries that make markup of what they are given as it is. */
const RAW_MARKUP = /^(?:mistune|markdown\w*|commonmark|cmarkgfm|misaka|docutils|bs4|lxml|pandas|weasyprint|sanic|starlette|fastapi)\b/

/** `article_html(slug)` of a module that is not there: that it gives markup is its own affair. */
function makesMarkup({ engine }: Activation, callee: Value | null): boolean {
  const name = callee?.hint?.kind === 'library' ? callee.hint.name : ''
  return NAMED_MARKUP.test(name) && !RAW_MARKUP.test(name) && engine.models.of(name).isUnknown
}

/** Names of what decides about addresses that a function was passed, which its caller may have resolved. */
const ASKS_OF_ADDRESS =
  /private|public|internal|local|range|allow|safe|block|forbid|reserved|subnet|cidr|contains|^(?:every|some|any|all|check)$/i

const calleeName = (act: Activation, { callee }: CallInstruction): string => act.frame.function.names.get(callee) ?? ''

const askedOf = ({ receiver, args }: CallUse): readonly Value[] => (receiver === null ? args.positional : [receiver, ...args.positional])

const BORROWED = /^(?:Array|String)\.prototype\.(?<method>\w+)$/

/** `Array.prototype.slice.call(arguments, 1)`, `[].forEach.apply(list, args)`: the method of the object that is named first. */
function borrowedCall(act: Activation, receiver: Value, use: CallUse): Value | null | undefined {
  if ((use.method !== 'call' && use.method !== 'apply') || receiver.hint?.kind !== 'library') return undefined
  const method = BORROWED.exec(receiver.hint.name)?.groups?.method
  if (method === undefined) return undefined
  const [object = NOTHING, ...rest] = use.args.positional
  const positional = use.method === 'call' ? rest : []
  const spread = use.method === 'apply' && rest[0] !== undefined ? spreadItems(act, rest[0], positional, use.instruction) : use.args.spread
  return callMethod(act, object, { ...use, args: { ...use.args, positional, spread }, receiver: object, method })
}

function readCall(act: Activation, instruction: CallInstruction): CallUse {
  const positional: Value[] = []
  const named = new Map<string, Value>()
  let spread: Value | null = null
  let spreadNamed: Value | null = null
  for (const argument of instruction.args) {
    const value = act.read(argument.value)
    if (argument.kind === 'positional') {
      if (spread === null) positional.push(value)
      // Behind a list of unknown length nobody can tell the place.
      else spread = joinValues(spread, value)
    } else if (argument.kind === 'named') named.set(argument.name, value)
    else if (argument.kind === 'spread')
      spread = spread === null ? spreadItems(act, value, positional, instruction) : joinValues(spread, value)
    else spreadNamed = spreadNamed === null ? value : joinValues(spreadNamed, value)
  }
  const receiver = instruction.receiver < 0 ? null : act.read(instruction.receiver)
  return { instruction, args: { positional, named, spread, spreadNamed }, receiver, method: instruction.method }
}

/** `f(*list)` with a list whose items are known passes them one by one. */
function spreadItems(act: Activation, value: Value, positional: Value[], at: Range): Value | null {
  const given = iteratedItems(act, value, at) ?? value
  const items = itemsInOrder(act, given)
  if (items === null) return given
  positional.push(...items)
  return null
}

function callMethod(act: Activation, receiver: Value, use: CallUse): Value | null {
  if (use.method === 'pop') withoutSecret(act, receiver, use.args.positional[0]?.constant)
  const contained = containerCall(act, receiver, use)
  if (contained !== null) return contained
  const borrowed = borrowedCall(act, receiver, use)
  if (borrowed !== undefined) return borrowed
  const heard = eventCall(act, receiver, use)
  if (heard !== null) return heard
  const queries = chainedQuery(act, receiver, use)
  if (queries !== null) return queries
  if (receiver.hint?.kind === 'class' && VALIDATES.test(use.method)) {
    const model = validatedModel(act, receiver.hint, use)
    if (model !== null) return model
  }
  const checked = loadedBySchema(act, use)
  if (checked !== null) return checked
  const configured = configuredCall(act, receiver, use)
  if (configured !== null) return configured
  if (use.method === 'call' || use.method === 'apply') reflectedCall(act, receiver, use)
  if (receiver.hint?.kind === 'function') {
    const own = callFunctionMember(act, receiver.hint, receiver, use)
    if (own !== undefined) return own
  }
  const member = getMember(act, receiver, use.method, use.instruction)
  // Django gives the label of a choice, which the model writes out.
  if (member.hint?.kind !== 'function' && /^get_\w+_display$/.test(use.method)) return NOTHING
  if (member.hint !== null && (member.hint.kind !== 'library' || receiver.hint?.kind !== 'choice'))
    return callHint(act, member.hint, member, use)
  if (receiver.hint === null) guessedRoute(act, use)
  const read = sourceGetter(act, use)
  if (read !== null) return read
  const text = stringCall(act, receiver, use)
  if (text !== null) return text
  if (member.hint !== null) return callHint(act, member.hint, member, use)
  // `request.json.items()`: a part of a request is a dictionary, whatever the framework calls it.
  const view = receiver.hint !== null && receiver.taints.length > 0 ? viewOfTainted(act, receiver, use) : null
  return view ?? unknownCall(act, use)
}

const ENVIRONMENT = /^(?:process\.env|import\.meta\.env|Bun\.env|Deno\.env|os\.environ|os\.getenv)\b/
/** What splits a text, and what brings a text of the environment back as one. */
const TEXT_STEPS = new Set(['split', 'trim', 'strip', 'toLowerCase', 'lower'])
const ASKS = new Set(['includes', 'has', 'contains', '__contains__'])

/** Texts of the environment are split to lists; whatever nobody outside chose is asked like a list of ours. */
function configuredCall(act: Activation, receiver: Value, use: CallUse): Value | null {
  const { hint, objects } = receiver
  if (hint?.kind !== 'library' || objects.length > 0 || deepTaints(act, receiver).length > 0) return null
  if (TEXT_STEPS.has(use.method) && ENVIRONMENT.test(hint.name))
    return use.method === 'split' ? stringCall(act, { ...receiver, hint: null }, use) : receiver
  const [asked] = use.args.positional
  if (!ASKS.has(use.method) || asked === undefined || use.args.positional.length > 1) return null
  return act.engine.models.of(`${hint.name}.${use.method}`).sinks.length > 0 ? null : membership(act, asked, receiver)
}

const QUERY_STEPS =
  /^(?:all|filter|exclude|order_by|annotate|alias|select_related|prefetch_related|only|defer|distinct|using|reverse|get_queryset)$/
const QUERY_SETS = /^django\.db\.models(?:\.\w+)*\.(?:QuerySet|Manager|BaseManager)$/

/** Query sets of the program's own class stay of that class from step to step; `Own.as_manager()` makes the first. */
function chainedQuery(act: Activation, receiver: Value, use: CallUse): Value | null {
  const { hint } = receiver
  if (hint === null || (hint.kind !== 'class' && hint.kind !== 'instance')) return null
  const isFirst = hint.kind === 'class' && (use.method === 'as_manager' || use.method === 'from_queryset')
  if (!isFirst && !(hint.kind === 'instance' && QUERY_STEPS.test(use.method))) return null
  if (hint.class.members.some(({ name, kind }) => name === use.method && kind === 'method')) return null
  const isQuerySet = act.engine.denoter.bases(hint.module, hint.class).some((base) => base.kind === 'library' && QUERY_SETS.test(base.name))
  if (!isQuerySet) return null
  const own: Value = { ...NOTHING, hint: { ...hint, kind: 'instance' } }
  if (!isFirst) libraryCall(act, { kind: 'library', name: `django.db.models.QuerySet.${use.method}`, origin: null, details: null }, use)
  return own
}

const VALIDATES = /^(?:model_validate|parse_obj|model_validate_json|parse_raw)$/

export function callValue(act: Activation, callee: Value, use: CallUse): Value | null {
  reflectedCall(act, callee, use)
  return callee.hint === null ? unknownCall(act, use) : callHint(act, callee.hint, callee, use)
}

/** What runs was chosen by a value from outside: the method of an object by its name. */
function reflectedCall(act: Activation, callee: Value, use: CallUse): void {
  if (callee.taints.length === 0) return
  const chosen = callee.taints.filter((taint) => (taint.cleared & CHOSEN) === CHOSEN)
  if (chosen.length > 0) useSink(act, { kind: 'unsafe-reflection', cwe: 470, name: 'a method chosen by name' }, chosen, use.instruction)
}

/** All that a choice of a member cannot cause. */
const CHOSEN = REQUEST_KINDS & ~maskOf('prototype-pollution', 'unsafe-reflection')

/** Calls whatever the hint stands for; null when the call never returns. */
export function callHint(act: Activation, hint: Hint, callee: Value, use: CallUse): Value | null {
  switch (hint.kind) {
    case 'function': {
      const made = use.instruction.isNew ? classOfMaker(hint) : null
      return made === null ? callOwn(act, hint, use) : construct(act, made, use)
    }
    case 'class':
      return construct(act, hint, use)
    case 'instance':
      return callInstance(act, callee, use)
    case 'library':
      return libraryCall(act, hint, use)
    case 'choice': {
      let joined: Value | null = null
      for (const one of hint.hints) {
        const value = callHint(act, one, { ...callee, hint: one }, use)
        if (value !== null) joined = joined === null ? value : joinValues(joined, value)
      }
      return joined
    }
    default:
      return unknownCall(act, use)
  }
}

function callOwn(act: Activation, hint: Hint & { kind: 'function' }, use: CallUse): Value | null {
  const value = callFunction(act, hint, taggedArguments(act, use), use.instruction)
  if (value === null || !dropsOperators(hint.module, hint.function)) return value
  act.learn(factsFor(act, use.args.positional[0]?.number ?? 0, OPERATORS))
  return { ...value, taints: clearTaints(value.taints, OPERATORS) }
}

const OPERATORS = maskOf('nosql-injection')

/** A tag function gets the fixed parts as a list, and then what stands between them. */
function taggedArguments(act: Activation, use: CallUse): CallArguments {
  const [first] = use.instruction.args
  if (first === undefined || use.instruction.isNew || act.frame.module.language !== 'javascript') return use.args
  const made = definitionsOf(act.frame.module, act.frame.function, first.value)[0]
  if (made?.kind !== 'instruction' || made.instruction.op !== 'template') return use.args
  const { parts } = made.instruction
  const values = parts.filter((part) => typeof part === 'number')
  if (values.length === 0 || values.length !== use.instruction.args.length - 1) return use.args
  if (!use.instruction.args.slice(1).every((argument, index) => argument.value === values[index])) return use.args
  const texts = parts.filter((part) => typeof part === 'string').map(constantValue)
  const list = makeObject(act, use.instruction, 'parts', listObject(texts, 'list', null))
  return { ...use.args, positional: [list, ...use.args.positional.slice(1)] }
}

/** `object(...)` runs `__call__`. */
function callInstance(act: Activation, callee: Value, use: CallUse): Value | null {
  const method = getMember(act, callee, '__call__', use.instruction)
  return method.hint?.kind === 'function' ? callOwn(act, method.hint, use) : unknownCall(act, use)
}
