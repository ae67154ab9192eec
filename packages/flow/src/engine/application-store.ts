import type { Instruction, IrFunction, Module, Slot } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { definitionsOf } from './definitions.ts'
import { type Denotation, sameDenotation, UNKNOWN } from './denotation.ts'
import type { Denoter } from './denote.ts'
import { denotedValue } from './denoted-value.ts'
import { functionAt, type Program, type Scope } from './program.ts'
import type { Value } from './value.ts'

/** Modules of web frameworks: what only looks like an application elsewhere keeps nothing for handlers. */
const WEB = /^(?:flask|quart|sanic|fastapi|starlette|aiohttp|pyramid|falcon|litestar|tornado|bottle)\b/
const APPLICATION = /^_?(?:app|application|current_app)$/
const OF_REQUEST = /^(?:req|request|websocket|ws|conn|connection|g)$/
/** Where applications keep what their handlers share, beside fields of their own. */
const DRAWERS = new Set(['state', 'extensions', 'ctx', 'config', 'registry'])

/** A drawer of the application or of the request, and whose it is. */
interface Store {
  readonly drawer: string
  readonly isOfRequest: boolean
}

/** Whether the slot is an application, or a drawer of one: `app`, `request.app.state`, `current_app.extensions`; null for others. */
function storeOf(module: Module, owner: IrFunction, slot: Slot, depth = 0): Store | null {
  if (depth > 4) return null
  const name = owner.names.get(slot)
  if (name !== undefined && APPLICATION.test(name)) return { drawer: '', isOfRequest: false }
  if (name !== undefined && OF_REQUEST.test(name)) return { drawer: '', isOfRequest: true }
  const [definition, ...more] = definitionsOf(module, owner, slot)
  if (definition?.kind !== 'instruction' || more.length > 0) return null
  const { instruction } = definition
  if (instruction.op === 'move') return storeOf(module, owner, instruction.src, depth + 1)
  if (instruction.op === 'import') return APPLICATION.test(instruction.name ?? '') ? { drawer: '', isOfRequest: false } : null
  if (instruction.op === 'load-up') return storeOf(module, functionAt(module, instruction.function), instruction.slot, depth + 1)
  if (instruction.op !== 'get') return null
  const { key } = instruction
  if (APPLICATION.test(key)) return { drawer: '', isOfRequest: false }
  if (key === 'request') return { drawer: '', isOfRequest: true }
  if (!DRAWERS.has(key)) return null
  // The registry of Pyramid is the same from the configuration and from a request.
  if (key === 'registry') return { drawer: key, isOfRequest: false }
  const around = storeOf(module, owner, instruction.object, depth + 1)
  return around === null || around.drawer !== '' ? null : { ...around, drawer: key }
}

interface Kept {
  readonly scope: Scope
  readonly slot: Slot
}

const known = new WeakMap<Program, ReadonlyMap<string, readonly Kept[]>>()

/** What some module put into the application under that key, read at `object.key` or `object[key]`; unknown for other objects. */
export function keptInApplication(denoter: Denoter, { module, function: owner }: Scope, object: Slot, key: string): Denotation {
  if (module.language !== 'python') return UNKNOWN
  let kept = known.get(denoter.program)
  if (kept === undefined) {
    kept = collect(denoter.program)
    known.set(denoter.program, kept)
  }
  if (kept.size === 0) return UNKNOWN
  const store = storeOf(module, owner, object)
  if (store === null) return UNKNOWN
  let agreed: Denotation = UNKNOWN
  for (const { scope, slot } of kept.get(nameOf(store, key)) ?? []) {
    const next = denoter.denote(scope, slot)
    if (!KEPT_KINDS.has(next.kind)) continue
    if (agreed.kind === 'unknown') agreed = next
    else if (!sameDenotation(agreed, next)) return UNKNOWN
  }
  return agreed
}

const KEPT_KINDS: ReadonlySet<Denotation['kind']> = new Set(['instance', 'library', 'function', 'class'])

const nameOf = ({ drawer, isOfRequest }: Store, key: string): string => `${isOfRequest ? 'request' : 'app'}.${drawer}.${key}`

/** `app.state.store = Store(pool)`, `app['repository'] = Repository(pool)`, wherever it stands. */
function collect(program: Program): ReadonlyMap<string, readonly Kept[]> {
  const kept = new Map<string, Kept[]>()
  const keep = (name: string, one: Kept): void => {
    const list = kept.get(name)
    if (list === undefined) kept.set(name, [one])
    else list.push(one)
  }
  for (const module of program.modules) {
    if (module.language !== 'python' || !module.imports.some(({ from }) => WEB.test(from))) continue
    for (const owner of module.functions)
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions) {
          const written = writtenKey(instructions, instruction)
          const store = written === null ? null : storeOf(module, owner, written.object)
          if (written !== null && store !== null)
            keep(nameOf(store, written.key), { scope: { module, function: owner }, slot: written.src })
          // What a lifespan of Starlette yields is part of the state of each request.
          if (instruction.op === 'yield' && owner.isAsync)
            for (const [key, slot] of entriesOf(module, owner, instruction.src))
              keep(nameOf({ drawer: 'state', isOfRequest: true }, key), { scope: { module, function: owner }, slot })
        }
  }
  return kept
}

function writtenKey(
  instructions: readonly Instruction[],
  instruction: Instruction,
): { readonly object: Slot; readonly key: string; readonly src: Slot } | null {
  if (instruction.op === 'set') return instruction
  if (instruction.op !== 'set-index') return null
  const index = instructions.find((one) => one.op === 'const' && one.dst === instruction.index)
  const key = index?.op === 'const' ? index.value : null
  return typeof key === 'string' ? { object: instruction.object, key, src: instruction.src } : null
}

function entriesOf(module: Module, owner: IrFunction, slot: Slot): readonly (readonly [string, Slot])[] {
  const [made] = definitionsOf(module, owner, slot)
  if (made?.kind !== 'instruction' || made.instruction.op !== 'dict') return []
  return made.instruction.entries.flatMap((entry) => (entry.kind === 'entry' ? [[entry.key, entry.value] as const] : []))
}

const AIOHTTP_STORE = /^aiohttp\.(?:Request\.(?:config_dict|app)|web\.Application)$/

/** What handlers find in the application at `object[index]`, `object.key`: what some module put there; null for others. */
export function storedInApplication(act: Activation, object: Value, at: Instruction & { readonly op: 'index' | 'get' }): Value | null {
  if (act.frame.module.language !== 'python' || object.objects.length > 0) return null
  const { denoter } = act.engine
  const key = at.op === 'get' ? at.key : keyOf(act, object, at)
  if (typeof key !== 'string') return key
  const denoted = keptInApplication(denoter, act.frame, at.object, key)
  return denoted.kind === 'unknown' ? null : denotedValue(act, denoted, null)
}

/** The text of a key; what `AppKey(name, Type)` of aiohttp declares is its value at once. */
function keyOf(act: Activation, object: Value, at: Instruction & { readonly op: 'index' }): string | Value | null {
  const { denoter } = act.engine
  const key = denoter.denote(act.frame, at.index)
  if (key.kind === 'constant') return typeof key.value === 'string' ? key.value : null
  if (object.hint?.kind !== 'library' || !AIOHTTP_STORE.test(object.hint.name)) return null
  const declared = declaredByKey(denoter, key)
  return declared === null ? null : denotedValue(act, declared, null)
}

/** What is kept under `CACHE = web.AppKey('cache', Cache)`, as the key itself declares it; null for other keys. */
export function declaredByKey(denoter: Denoter, key: Denotation): Denotation | null {
  if (key.kind !== 'library' || key.name !== 'aiohttp.web.AppKey()' || key.origin === null) return null
  const type = denoter.argument(key.origin, key.origin.call, 1, 't')
  if (type?.kind === 'library') return { kind: 'library', name: `${type.name}()`, origin: null }
  return type?.kind === 'class' ? { kind: 'instance', module: type.module, class: type.class, origin: null } : null
}
