import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { deepTaints } from './containers.ts'
import type { Denotation } from './denotation.ts'
import type { Label, Taint, Value } from './value.ts'

/** Whatever a logger leaves out by paths that are not known here. */
const ANY = '*'

/** `pino({ redact: ['body.password'] })`, `{ redact: { paths } }`: the paths that a logger leaves out; null when it leaves out none. */
export function redactedPaths(options: Denotation | null): readonly string[] | null {
  const redact = options?.kind === 'dict' ? options.entries.get('redact') : undefined
  if (redact === undefined) return null
  const paths = redact.kind === 'dict' ? redact.entries.get('paths') : redact
  if (paths?.kind !== 'list' || !paths.isComplete) return [ANY]
  return paths.items.map((path) => (path.kind === 'constant' && typeof path.value === 'string' ? path.value : ANY))
}

/** The paths of the logger that is called, or of the one that the application was given for its requests. */
function pathsOf(act: Activation, { receiver }: CallUse): readonly string[] | null {
  if (receiver?.hint?.kind !== 'library' || receiver.hint.name !== 'js.Logger') return null
  const { origin } = receiver.hint
  if (origin === null) return act.engine.redacted
  for (const argument of origin.call.args) {
    const paths = redactedPaths(act.engine.denoter.denote(origin, argument.value))
    if (paths !== null) return paths
  }
  return null
}

/** The first field of a path: `body` of `body.password` and of `body["password"]`. */
const headOf = (path: string): string => /^(?:\[["']?)?(?<head>[^.["'\]]+)/.exec(path)?.groups?.head ?? ''
const isDeep = (path: string): boolean => /.[.[]/.test(path)

/** Serializers of their own look after failures. */
const FAILURES = new Set(['err', 'error'])

/** Taints that the logger writes all the same: a path must lead to where the record holds them. */
export function writtenInSpite(act: Activation, taints: readonly Taint[], use: CallUse): readonly Taint[] {
  const paths = pathsOf(act, use)
  if (paths === null || taints.length === 0) return taints
  const written = new Set<Label>()
  const write = (value: Value): void => {
    for (const { label } of deepTaints(act, value)) written.add(label)
  }
  for (const value of use.args.positional) {
    const fields = value.objects.flatMap((id) => [...(act.object(id)?.entries ?? [])])
    if (fields.length === 0) {
      // A record that came as a whole is left out by its own fields, a text by nothing.
      if (value.type === 'string' || !paths.some((path) => path === ANY || !isDeep(path))) write(value)
      continue
    }
    const heads = new Set(paths.map(headOf))
    for (const [name, field] of fields) if (!heads.has(name) && !heads.has(ANY) && !FAILURES.has(name)) write(field)
  }
  return taints.filter(({ label }) => written.has(label))
}
