import type { SourceModel } from '../knowledge/model.ts'
import { isSecretName, isStoredSecretName } from '../knowledge/secret-names.ts'
import type { Activation } from './activation.ts'
import { ALL_KINDS, maskOf, REQUEST_KINDS, SECRET_KINDS, STORED_KINDS } from './kinds.ts'
import { nestsQueries } from './nested-queries.ts'
import type { Range } from './place.ts'
import { clearTaints, type Hint, type Label, NO_TAINTS, type Taint, type Trace } from './value.ts'

/** Taints of a part of a tainted whole: the label is read one key further. */
export function memberTaints(act: Activation, taints: readonly Taint[], key: string, at: Range): readonly Taint[] {
  if (taints.length === 0) return NO_TAINTS
  const parts: Taint[] = []
  for (const taint of taints) {
    const label = memberLabel(act, taint.label, key, at)
    const cleared = taint.label.kind === 'source' && key !== '*' ? taint.cleared | MASS : taint.cleared
    parts.push(label === taint.label && cleared === taint.cleared ? taint : { ...taint, label, cleared })
  }
  return parts
}

/** What was done to the value last, beside handing it on; null when nothing was. */
export function stepBehindCalls({ trace }: Taint): Trace | null {
  let step = trace
  while (step?.what.startsWith('passed to ') === true) step = step.previous
  return step
}

/** Names under which wrappers keep what they wrap. */
const WRAPPED_VALUE = /^(?:_?value|secret|data|content|text|raw|body|payload|result|default|key|current|input|args|message)s?$/i
const TEXT_SOURCES = new Set(['header', 'cookie', 'path'])

/** Whether a member is no part of what is tainted: text has no members, and beside a password in one object stands what is none. */
export function saysNothingOf(taint: Taint, key: string, hint: Hint | null): boolean {
  const { label } = taint
  if (key === '*' || label.kind !== 'source' || label.name === null || label.name === '' || /^\d+$/.test(key)) return false
  if (label.model.gives === 'secret') return !WRAPPED_VALUE.test(key) && !isSecretName(key) && !isStoredSecretName(key)
  // What a library made of the text has members of its own.
  if (taint.doubt > 0 || hint !== null) return false
  const step = stepBehindCalls(taint)
  if (step === null) return TEXT_SOURCES.has(label.model.in)
  return step.what === 'joined into a string'
}

function memberLabel(act: Activation, label: Label, key: string, at: Range): Label {
  if (label.kind === 'parameter') {
    if ((label.path.at(-1) === '*' && key === '*') || label.path.length >= DEEPEST_LABEL) return label
    return act.engine.memberLabel(label, key)
  }
  if (key === '*') return label
  const from = label.model.gives === 'stored' ? (label.from ?? label) : null
  if (label.name === null || label.name === '')
    return act.engine.sourceLabel(label.model, key, { module: act.frame.module, function: act.frame.function, ...at }, from)
  const name = /^\d+$/.test(key) || label.name.length > 60 ? label.name : `${label.name}.${key}`
  return act.engine.sourceLabel(label.model, name, label, from)
}

/** What Python frameworks give as text; the path of a URL is text everywhere. */
const TEXT_PLACES = new Set(['query', 'form'])
const NOSQL = maskOf('nosql-injection')

/** What a source model yields here. */
export function sourceTaints(act: Activation, source: SourceModel | null, name: string | null, at: Range): readonly Taint[] {
  if (source === null) return NO_TAINTS
  const label = act.engine.sourceLabel(source, source.isContainer ? name : (name ?? ''), {
    module: act.frame.module,
    function: act.frame.function,
    ...at,
  })
  const gives = source.gives === 'request' ? REQUEST_KINDS : source.gives === 'stored' ? STORED_KINDS : SECRET_KINDS
  const isNested = source.in === 'query' && source.never !== undefined && nestsQueries(act.engine.program)
  const never =
    (isNested ? maskOf(...(source.never ?? [])) & ~NOSQL : maskOf(...(source.never ?? []))) |
    (source.isContainer ? 0 : MASS) |
    (source.only === undefined ? 0 : ALL_KINDS & ~maskOf(...source.only))
  const isText = source.in === 'path' || (act.frame.module.language === 'python' && TEXT_PLACES.has(source.in))
  return [{ label, trace: null, cleared: (ALL_KINDS & ~gives) | never | (isText ? NOSQL : 0), opened: 0, weak: null, doubt: 0 }]
}

/** A secret read by its name (`user.password`, `config["API_KEY"]`). */
export function secretTaints(act: Activation, name: string, at: Range): readonly Taint[] {
  const cleared = (isSecretName(name) ? 0 : SENSITIVE_LOG) | (isStoredSecretName(name) ? 0 : SENSITIVE_RESPONSE)
  if (cleared === (SENSITIVE_LOG | SENSITIVE_RESPONSE)) return NO_TAINTS
  return clearTaints(sourceTaints(act, SECRET_SOURCE, name, at), cleared)
}

const MASS = maskOf('mass-assignment')

const DEEPEST_LABEL = 4
const SENSITIVE_LOG = maskOf('sensitive-log')
const SENSITIVE_RESPONSE = maskOf('sensitive-response')
const SECRET_SOURCE: SourceModel = { names: ['<secret>'], gives: 'secret', in: 'other', what: 'a secret by its name', isContainer: false }
