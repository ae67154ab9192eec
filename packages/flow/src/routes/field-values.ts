import type { Scope } from '../engine/program.ts'
import type { ValueFact } from '../facts.ts'
import type { Module, Slot, TypeReference } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { aliasSlot } from './fastapi-dependencies.ts'
import { itemsOf } from './python-routers.ts'
import { callBehind, definitionBehind, type Reader, type SlotRef, slotText } from './reader.ts'

const CONSTRAINS = /^(?:pydantic|annotated_types|fastapi|sqlmodel)\.(?:\w+\.)*\w+$/
const MAX_DEPTH = 4

/** What a field of a model of Pydantic's takes: its type behind aliases, the choices of a literal, the bounds of `Annotated` and of `Field`. */
export function valueOfField(reader: Reader, scope: Scope, type: TypeReference | null, own: SlotRef | null): ValueFact {
  if (scope.module.language !== 'python') return {}
  const declared = type !== null && PLAIN[type.name] !== undefined ? {} : valueOfType(reader, scope, type, 0)
  return { ...declared, ...(own === null ? {} : bounds(reader, own)) }
}

function valueOfType(reader: Reader, scope: Scope, type: TypeReference | null, depth: number): ValueFact {
  if (type === null || depth > MAX_DEPTH) return {}
  const arms = (type.name === '|' ? type.args : /(?:^|\.)Optional$/.test(type.name) ? type.args : [type]).filter(
    ({ name }) => !/^(?:literal:)?None$/.test(name),
  )
  const words = arms.flatMap(({ name }) => (name.startsWith('literal:') ? [name.slice('literal:'.length)] : []))
  if (words.length > 0 && words.length === arms.length) return { choices: words.map(constant) }
  const [only, ...others] = arms
  if (only === undefined || others.length > 0) return {}
  if (/(?:^|\.)Annotated$/.test(only.name)) {
    const values = only.args.flatMap(({ valueSlot }) => (valueSlot >= 0 ? [bounds(reader, { scope, slot: valueSlot })] : []))
    return Object.assign({}, valueOfType(reader, scope, only.args[0] ?? null, depth + 1), ...values) as ValueFact
  }
  if (only !== type) return valueOfType(reader, scope, only, depth + 1)
  return only.args.length === 0 ? valueOfName(reader, scope.module, only.name, depth) : {}
}

/** `Slug = Annotated[str, StringConstraints(pattern=...)]`, `Role = Literal['owner', 'guest']`, here or in the module it is imported from. */
function valueOfName(reader: Reader, module: Module, name: string, depth: number): ValueFact {
  const plain = PLAIN[name]
  if (plain !== undefined) return plain
  const alias = depth > MAX_DEPTH ? null : aliasSlot(reader, module, name, 0)
  const found = alias === null ? null : definitionBehind(alias.scope, alias.slot)
  if (found?.instruction.op !== 'index') return {}
  const { instruction } = found
  const maker = slotText(reader, found.scope, instruction.object)
  const listed = itemsOf(found.scope, instruction.index)
  const items = listed.length > 0 ? listed : [{ scope: found.scope, slot: instruction.index }]
  if (/(?:^|\.)Literal$/.test(maker)) return { choices: items.flatMap((item) => constantsAt(reader, item)) }
  const [base, ...values] = items
  if (base === undefined || !/(?:^|\.)Annotated$/.test(maker)) return {}
  const inner = valueOfName(reader, found.scope.module, slotText(reader, base.scope, base.slot), depth + 1)
  return Object.assign({}, inner, ...values.map((value) => bounds(reader, value))) as ValueFact
}

const PLAIN = tableOf<ValueFact & { readonly type?: string }>({
  int: { type: 'integer' },
  float: { type: 'number' },
  bool: { type: 'boolean' },
  str: { type: 'string' },
  Decimal: { type: 'number' },
  date: { type: 'string', format: 'date' },
  datetime: { type: 'string', format: 'date-time' },
  UUID: { type: 'string', format: 'uuid' },
  EmailStr: { type: 'string', format: 'email' },
  HttpUrl: { type: 'string', format: 'uri' },
})

/** The bounds in a call that constrains a field. */
function bounds(reader: Reader, { scope, slot }: SlotRef): ValueFact {
  const call = callBehind(reader, scope, slot)
  if (call === null || !CONSTRAINS.test(call.name)) return {}
  const given = new Map(
    call.call.args.flatMap((argument): (readonly [string, unknown])[] => {
      const value = argument.kind === 'named' ? reader.denoter.denote(call, argument.value) : null
      return argument.kind === 'named' && value?.kind === 'constant' ? [[argument.name, value.value]] : []
    }),
  )
  const number = (...names: readonly string[]): number | undefined => {
    const value = names.map((name) => given.get(name)).find((each) => each !== undefined)
    return typeof value === 'number' ? value : undefined
  }
  const above = number('gt')
  const below = number('lt')
  const pattern = given.get('pattern') ?? given.get('regex')
  return present({
    minimum: number('ge') ?? (above === undefined ? undefined : above + 1),
    maximum: number('le') ?? (below === undefined ? undefined : below - 1),
    minLength: number('min_length'),
    maxLength: number('max_length'),
    pattern: typeof pattern === 'string' && !/\(\?P|\\[AZ]/.test(pattern) ? pattern : undefined,
  })
}

function present(fact: { readonly [Key in keyof ValueFact]: ValueFact[Key] | undefined }): ValueFact {
  return Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined)) as ValueFact
}

function constantsAt(reader: Reader, { scope, slot }: { readonly scope: Scope; readonly slot: Slot }): readonly (string | number)[] {
  const value = reader.denoter.denote(scope, slot)
  return value.kind === 'constant' && (typeof value.value === 'string' || typeof value.value === 'number') ? [value.value] : []
}

const constant = (text: string): string | number => (/^-?\d+$/.test(text) ? Number(text) : text.replace(/^(["'])(.*)\1$/, '$2'))
