import type { Instruction, IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import { type Denotation, sameDenotation } from './denotation.ts'
import type { Denoter } from './denote.ts'
import { argumentSlot, type CallInstruction, functionAt, type Program, type Scope } from './program.ts'

interface Construction {
  readonly scope: Scope
  readonly call: CallInstruction
}

/** Where objects are made and which classes extend which, by the names in the source: no look-up is needed to build it. */
interface Constructions {
  readonly sites: ReadonlyMap<string, readonly Construction[]>
  readonly heirs: ReadonlyMap<string, readonly { readonly module: Module; readonly class: IrClass }[]>
}

const known = new WeakMap<Program, Constructions>()
/** A class that is made in more places than this is given something else in each. */
const MOST_SITES = 12
const DEEPEST_HEIR = 4

/**
 * What all who make an object of the class give its constructor there: `new Orders(pool)` in another file. Null where they do not agree,
 * or where nobody is seen to make one.
 */
export function givenToNew(denoter: Denoter, parameter: Denotation & { kind: 'parameter' }, depth = 0): Denotation | null {
  const { module, function: maker, index, path } = parameter
  const owner = module.classes[maker.ownerClass]
  if (module.language !== 'javascript' || owner === undefined || depth > DEEPEST_HEIR) return null
  if (constructorOf(module, owner) !== maker) return null
  const all = constructionsOf(denoter.program)
  const given = maker.parameters[index]
  const position = maker.parameters.filter(({ slot }) => slot !== maker.selfSlot).findIndex((one) => one === given)
  const sites = sitesOf(all, owner, 0)
  if (position < 0 || sites.length === 0 || sites.length > MOST_SITES) return null
  let agreed: Denotation | null = null
  for (const { scope, call } of sites) {
    const slot = argumentSlot(call.args, position, '')
    let argument = slot < 0 ? null : denoter.denote(scope, slot)
    for (const key of path.split('.').slice(1)) argument = argument === null ? null : denoter.member(argument, key)
    if (argument?.kind === 'parameter') argument = givenToNew(denoter, argument, depth + 1)
    if (argument === null || argument.kind === 'unknown') return null
    if (argument.kind === 'constant' && argument.value == null) continue
    if (agreed === null) agreed = argument
    else if (!sameDenotation(agreed, argument)) return null
  }
  return agreed
}

const constructorOf = (module: Module, owner: IrClass): IrFunction | null => {
  const member = owner.members.find(({ kind, name }) => kind === 'method' && name === 'constructor')
  return member === undefined ? null : functionAt(module, member.function)
}

/** Also of classes below it: those without a constructor of their own, and `super(...)` of the others. */
function sitesOf(all: Constructions, owner: IrClass, depth: number): readonly Construction[] {
  const direct = all.sites.get(owner.name) ?? []
  if (depth > DEEPEST_HEIR) return direct
  const inherited = (all.heirs.get(owner.name) ?? []).flatMap(({ module, class: heir }) => {
    const maker = constructorOf(module, heir)
    if (maker === null) return sitesOf(all, heir, depth + 1)
    const scope = { module, function: maker }
    return callsOf(maker).flatMap((call) => (nameOf(scope, call.callee) === 'super' ? [{ scope, call }] : []))
  })
  return [...direct, ...inherited]
}

function constructionsOf(program: Program): Constructions {
  const before = known.get(program)
  if (before !== undefined) return before
  const sites = new Map<string, Construction[]>()
  const heirs = new Map<string, { module: Module; class: IrClass }[]>()
  for (const module of program.modules) {
    if (module.language !== 'javascript') continue
    for (const owner of module.functions) {
      const scope = { module, function: owner }
      for (const call of callsOf(owner)) if (call.isNew) push(sites, nameOf(scope, call.callee), { scope, call })
    }
    for (const one of module.classes)
      for (const base of one.bases) push(heirs, nameOf({ module, function: functionAt(module, one.parent) }, base), { module, class: one })
  }
  const made = { sites, heirs }
  known.set(program, made)
  return made
}

function push<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  if (name === '') return
  const list = map.get(name)
  if (list === undefined) map.set(name, [item])
  else list.push(item)
}

const callsOf = (owner: IrFunction): readonly CallInstruction[] =>
  owner.blocks.flatMap(({ instructions }) => instructions.filter((one): one is Extract<Instruction, { op: 'call' }> => one.op === 'call'))

/** Under which name the source speaks of it: `TripRepository`, also behind `repositories.TripRepository`. */
function nameOf({ module, function: owner }: Scope, slot: Slot): string {
  const name = owner.names.get(slot)
  if (name !== undefined && !name.startsWith('<')) return name
  const [only] = definitionsOf(module, owner, slot)
  if (only?.kind !== 'instruction') return ''
  const { instruction } = only
  if (instruction.op === 'global') return instruction.name
  if (instruction.op === 'get') return instruction.key
  if (instruction.op === 'import') return instruction.name ?? ''
  return instruction.op === 'load-up' ? (module.functions[instruction.function]?.names.get(instruction.slot) ?? '') : ''
}
