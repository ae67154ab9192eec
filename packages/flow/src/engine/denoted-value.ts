import type { Activation } from './activation.ts'
import type { Denotation } from './denotation.ts'
import type { Environment } from './environment.ts'
import type { CallSite } from './program.ts'
import { TYPE_NAMES } from './type-names.ts'
import { constantValue, type Details, NOTHING, type Value } from './value.ts'

/** What the flow-insensitive look-up knows, as a value. */
export function denotedValue(act: Activation, denotation: Denotation, environment: Environment | null): Value {
  const { engine } = act
  switch (denotation.kind) {
    case 'constant':
      return constantValue(denotation.value)
    case 'regex':
      return {
        ...NOTHING,
        hint: {
          kind: 'library',
          name: 'RegExp',
          origin: null,
          details: { args: [constantValue(denotation.pattern), constantValue(denotation.flags)], named: new Map(), receiver: null },
        },
      }
    case 'library':
      return {
        ...NOTHING,
        hint: {
          kind: 'library',
          name: canonicalName(act, denotation.name),
          origin: denotation.origin,
          details: denotation.name === 're.compile()' ? patternDetails(act, denotation.origin) : null,
        },
      }
    case 'module':
      return { ...NOTHING, hint: { kind: 'module', module: denotation.module } }
    case 'function':
      return {
        ...NOTHING,
        hint: {
          kind: 'function',
          module: denotation.module,
          function: denotation.function,
          environment: environment ?? engine.environments.get(denotation.module) ?? null,
          receiver: null,
          bound: (denotation.partials ?? [])
            .flatMap(({ call }) => call.args.filter(({ kind }) => kind === 'positional').slice(1))
            .map(() => NOTHING),
        },
      }
    case 'class':
    case 'instance':
      return {
        ...NOTHING,
        hint: {
          kind: denotation.kind,
          module: denotation.module,
          class: denotation.class,
          environment: engine.environments.get(denotation.module) ?? null,
        },
      }
    case 'list':
    case 'dict':
      return denotedContainer(act, denotation)
    default:
      return NOTHING
  }
}

/** A compiled pattern is known by its text, wherever it is kept. */
function patternDetails({ engine }: Activation, origin: CallSite | null): Details | null {
  const [pattern, flags] =
    origin === null ? [] : [0, 1].map((at) => engine.denoter.argument(origin, origin.call, at, at === 0 ? 'pattern' : 'flags'))
  if (pattern?.kind !== 'constant') return null
  const args = [pattern, flags].flatMap((one) => (one?.kind === 'constant' ? [constantValue(one.value)] : []))
  return { args, named: new Map(), receiver: null }
}

const containers = new WeakMap<Denotation, number>()

function denotedContainer(act: Activation, denotation: Denotation & { kind: 'list' | 'dict' }): Value {
  let id = containers.get(denotation)
  if (id === undefined) {
    id = act.engine.freshId()
    containers.set(denotation, id)
  }
  const value: Value = { ...NOTHING, objects: [id] }
  if (act.object(id) !== undefined) return value
  const entries = new Map<string, Value>()
  // Entered first, so that a container that holds itself ends.
  act.setObject(id, {
    shape: denotation.kind === 'dict' ? 'dict' : denotation.shape,
    entries,
    rest: null,
    length: -1,
    isExact: false,
    base: null,
  })
  const items: Iterable<[string, Denotation]> =
    denotation.kind === 'dict' ? denotation.entries : denotation.items.map((item, index): [string, Denotation] => [String(index), item])
  for (const [key, item] of items) entries.set(key, denotedValue(act, item, null))
  const length = denotation.kind === 'list' && denotation.isComplete ? denotation.items.length : -1
  act.setObject(id, {
    shape: denotation.kind === 'dict' ? 'dict' : denotation.shape,
    entries,
    rest: denotation.isComplete ? null : NOTHING,
    length,
    isExact: denotation.isComplete,
    base: null,
  })
  return value
}

/** Rewrites `sqlite3.connect().cursor` piece by piece to the types of the tables. */
export function canonicalName(act: Activation, name: string): string {
  if (!name.includes('()') && !name.includes('.')) return act.engine.models.resultType(`${name}:`) ?? name
  const cached = canonicalNames.get(name)
  if (cached !== undefined) return cached
  const { models } = act.engine
  let at = ''
  for (const piece of name.split('.')) {
    const calls = piece.endsWith('()') ? (piece.match(/\(\)/g)?.length ?? 0) : 0
    const bare = calls === 0 ? piece : piece.slice(0, -2 * calls)
    at = at === '' ? bare : `${at}.${bare}`
    at = models.resultType(`${at}:`) ?? at
    for (let call = 0; call < calls; call++)
      at = models.resultType(at) ?? models.resultType(`${at}()`) ?? TYPE_NAMES[`${at}()`] ?? `${at}()`
  }
  canonicalNames.set(name, at)
  return at
}

const canonicalNames = new Map<string, string>()
