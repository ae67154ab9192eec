import type { IrFunction, Slot, TypeReference } from '../../ir/ir.ts'
import { type Denotation, libraryNamed, UNKNOWN } from '../denotation.ts'
import type { InnerDenoter } from '../denote.ts'
import type { Scope } from '../program.ts'

/** Types that stand for their first argument. */
const TRANSPARENT_TYPES = new Set([
  'Optional',
  'typing.Optional',
  'Annotated',
  'typing.Annotated',
  'Promise',
  'Awaitable',
  'Readonly',
  'Partial',
  'Final',
  'ClassVar',
])
const ABSENT_TYPES = new Set(['None', 'null', 'undefined', 'literal:null', 'literal:undefined'])
const PLAIN_TYPES = new Set([
  'str',
  'int',
  'float',
  'bool',
  'bytes',
  'dict',
  'list',
  'set',
  'tuple',
  'object',
  'string',
  'number',
  'boolean',
  'any',
  'unknown',
  'void',
  'never',
  'Array',
  'Record',
  'None',
])

/** What values of annotated types are. */
export class DeclaredTypes {
  readonly #denoter: InnerDenoter
  /** Types with the scope in which they were asked for last. */
  readonly #types = new Map<TypeReference, { readonly owner: IrFunction; readonly denoted: Denotation }>()

  constructor(denoter: InnerDenoter) {
    this.#denoter = denoter
  }

  instanceOfType(scope: Scope, type: TypeReference | null): Denotation {
    if (type === null) return UNKNOWN
    // While another question is open, what it is about counts as unknown.
    if (this.#denoter.depth > 0) return this.#instanceOf(scope, type)
    const known = this.#types.get(type)
    if (known?.owner === scope.function) return known.denoted
    const denoted = this.#instanceOf(scope, type)
    this.#types.set(type, { owner: scope.function, denoted })
    return denoted
  }

  /** What a parameter is that is declared so: of `Users = Annotated[UserStore, Depends(store)]` what the alias stands for. */
  instanceOfParameter(scope: Scope, type: TypeReference | null): Denotation {
    const declared = this.instanceOfType(scope, type)
    if (declared.kind !== 'annotated') return declared
    const { type: meant } = declared
    if (meant.kind === 'class') return { kind: 'instance', module: meant.module, class: meant.class, origin: null }
    return meant.kind === 'library' && !PLAIN_TYPES.has(meant.name) ? libraryNamed(`${meant.name}()`, meant.origin) : UNKNOWN
  }

  #instanceOf(scope: Scope, type: TypeReference): Denotation {
    const transparent = TRANSPARENT_TYPES.has(type.name)
    if (transparent || type.name === '|') {
      const real = type.args.filter((candidate) => !ABSENT_TYPES.has(candidate.name))
      const only = real[0]
      return only !== undefined && (real.length === 1 || transparent) ? this.instanceOfType(scope, only) : UNKNOWN
    }
    if (!/^[A-Za-z_$][\w$.]*$/.test(type.name) || PLAIN_TYPES.has(type.name)) return UNKNOWN
    const denoted = this.#named(scope, type.name)
    if (denoted.kind === 'class') return { kind: 'instance', module: denoted.module, class: denoted.class, origin: null }
    if (denoted.kind === 'library') return libraryNamed(`${denoted.name}()`, denoted.origin)
    if (type.name === 'Request' && denoted.kind === 'unknown' && scope.module.language === 'javascript') return libraryNamed('Request()')
    // `me: having('orders:read')`, which returns `Annotated[Caller, Security(caller, scopes=...)]`
    if (denoted.kind === 'function' && type.valueSlot >= 0) {
      const made = this.#denoter.denote(scope, type.valueSlot)
      return made.kind === 'annotated' ? made : UNKNOWN
    }
    return denoted.kind === 'annotated' ? denoted : UNKNOWN
  }

  /** A dotted name as the scope sees it: its own variables, those of enclosing functions, of the module. */
  #named(scope: Scope, dotted: string): Denotation {
    const dot = dotted.indexOf('.')
    const first = dot < 0 ? dotted : dotted.slice(0, dot)
    let found: Denotation = UNKNOWN
    for (let at: IrFunction | undefined = scope.function; at !== undefined; at = scope.module.functions[at.parent]) {
      const slot = namedSlot(at, first)
      if (slot < 0) continue
      found = this.#denoter.denote({ module: scope.module, function: at }, slot)
      break
    }
    if (dot >= 0) for (const key of dotted.slice(dot + 1).split('.')) found = this.#denoter.member(found, key)
    return found
  }
}

const slotsByName = new WeakMap<IrFunction, ReadonlyMap<string, Slot>>()

/** The first slot of that name; -1 when there is none. */
function namedSlot(owner: IrFunction, name: string): Slot {
  let slots = slotsByName.get(owner)
  if (slots === undefined) {
    slots = new Map([...owner.names].reverse().map(([slot, candidate]) => [candidate, slot]))
    slotsByName.set(owner, slots)
  }
  return slots.get(name) ?? -1
}
