import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { definitionBehind, type Reader, stringAt } from './reader.ts'

/** `/plots/{plot_id}/plantings/{planting_id}`: what stands below something else, by the names that the path gives them. */
export interface NestedPath {
  /** The parameter of the row itself; null where the path ends with what belongs to a row: `/plots/{id}/plantings`. */
  readonly child: string | null
  readonly parents: ReadonlySet<string>
  /** How variables are called that hold a row from above: `plot`, `own_plot`. */
  readonly holder: RegExp
}

/** Comes of the parameter that names the row itself. */
export const CHILD = 4096
/** Comes of a parameter above it, or of a row that one names. */
export const PARENT = 8192

/** Null where nothing stands above anything else. */
export function nestedPath(path: string): NestedPath | null {
  const parts = path.split('/').filter((part) => part !== '')
  const places = parts.flatMap((part, index) => (/^\{\w+\}$/.test(part) ? [index] : []))
  const last = places.at(-1)
  if (last === undefined) return null
  const names = places.map((index) => (parts[index] ?? '').slice(1, -1))
  const isList = names.length === 1 && last < parts.length - 1
  if (names.length < 2 && !isList) return null
  const above = isList ? places : places.slice(0, -1)
  const child = isList ? null : (names.at(-1) ?? null)
  const below = new Set(child === null ? [] : [wordOf(child), ...singulars(parts[last - 1] ?? '')])
  const words = above
    .flatMap((index) => [wordOf((parts[index] ?? '').slice(1, -1)), ...singulars(parts[index - 1] ?? '')])
    .filter((word) => /^[a-z]{3,}$/.test(word) && !below.has(word))
  return {
    child,
    parents: new Set(above.map((index) => (parts[index] ?? '').slice(1, -1))),
    holder: words.length === 0 ? /(?!)/ : new RegExp(`^(?:own|my|the|this|found|parent|loaded|current)?(?:${words.join('|')})$`),
  }
}

const wordOf = (name: string): string => plain(name.replace(/_?(?:id|ident|identifier|uid|guid|uuid|pk|slug|code|key|number|ref)$/i, ''))
/** `horses` is of a horse, `boxes` of a box: where the letters do not tell, both. */
const singulars = (segment: string): readonly string[] => {
  const word = plain(segment)
  if (/ies$/.test(word)) return [word.replace(/ies$/, 'y')]
  return [word.replace(/s$/, ''), ...(/(?:[sxz]|ch|sh)es$/.test(word) ? [word.replace(/es$/, '')] : [])]
}
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** What the parameters of a handler that are called after the path's hold. */
export function handlerPathTags(path: NestedPath, handler: IrFunction): ReadonlyMap<Slot, number> {
  return new Map(handler.parameters.flatMap(({ name, slot }) => (tagOf(path, name) === 0 ? [] : [[slot, tagOf(path, name)] as const])))
}

function tagOf(path: NestedPath, name: string): number {
  return name === path.child ? CHILD : path.parents.has(name) ? PARENT : 0
}

/** A variable that is called after what stands above. */
export function holderTags({ holder }: NestedPath, { names }: IrFunction, slot: Slot): number {
  const name = names.get(slot)
  return name !== undefined && holder.test(plain(name)) ? PARENT : 0
}

/** `req.params.plotId`, `c.req.param('plotId')`, `req.plot`: what an instruction reads of the path, of what the request chose. */
export function readPathTags(reader: Reader, path: NestedPath, scope: Scope, instruction: Instruction, isChosen: boolean): number {
  switch (instruction.op) {
    case 'get':
      return (isChosen ? tagOf(path, instruction.key) : 0) | (path.holder.test(plain(instruction.key)) ? PARENT : 0)
    case 'index':
      return isChosen ? tagOf(path, stringAt(reader, scope, instruction.index) ?? '') : 0
    case 'call': {
      const named = instruction.args.map(({ value }) => stringAt(reader, scope, value) ?? '')
      // `self.get_object()` of a view gives the row that the path names first.
      const isOfView = instruction.method === 'get_object' && instruction.args.length === 0
      const isHeld = instruction.receiver >= 0 && named.some((name) => path.holder.test(plain(name)))
      return (isChosen ? named.reduce((sum, name) => sum | tagOf(path, name), 0) : 0) | (isOfView || isHeld ? PARENT : 0)
    }
    default:
      return 0
  }
}

/** By which parameters of the path a row was asked for. */
export function namedBy(tags: number, byOwner: boolean): Pick<RouteEffect, 'namedBy'> {
  const isChild = (tags & CHILD) !== 0
  if (isChild) return { namedBy: (tags & PARENT) !== 0 || byOwner ? 'both' : 'child' }
  return (tags & PARENT) === 0 ? {} : { namedBy: 'parent' }
}

const COMPARES = /^(?:===?|!==?|is|is-not|in|not-in)$/
const COMPARING =
  /^(?:equals?|is|compare|includes|has|contains|isEqual|some|every)$|^(?:assert|ensure|check|verify|belongs|owns?|can|may|require)/i

/** `if planting.plot_id != plot.id`: whether a condition asks if the row belongs to what stands above it, or to the caller. */
export function asksForParent(tags: (slot: Slot) => number, scope: Scope, condition: Slot, own: number, depth = 0): boolean {
  const instruction = depth > 4 ? undefined : definitionBehind(scope, condition)?.instruction
  const isTied = (slots: readonly Slot[]): boolean => {
    const given = slots.map(tags)
    return given.some((one) => (one & CHILD) !== 0) && given.some((one) => (one & (PARENT | own)) !== 0)
  }
  switch (instruction?.op) {
    case 'unary':
      return asksForParent(tags, scope, instruction.operand, own, depth + 1)
    case 'move':
    case 'await':
      return asksForParent(tags, scope, instruction.src, own, depth + 1)
    case 'binary':
      return COMPARES.test(instruction.operator) && isTied([instruction.left, instruction.right])
    case 'call':
      return COMPARING.test(instruction.method) || instruction.receiver < 0
        ? isTied([instruction.receiver, ...instruction.args.map(({ value }) => value)])
        : false
    default:
      return false
  }
}
