import type { Constant, IrClass, IrFunction, Module } from '../ir/ir.ts'
import type { CallSite } from './program.ts'

/**
 * What a slot stands for, without regard to the order of assignments. `library` names something outside the analysed tree by its
 * qualified name: `flask.request.args.get`, `express().get` (the method of what `express()` returned), builtins and globals by
 * their bare name (`open`, `process.env`). `origin` is the call that made the object, so two routers can be told apart.
 */
export type Denotation =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'list'; readonly shape: 'list' | 'tuple' | 'set'; readonly items: readonly Denotation[]; readonly isComplete: boolean }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Denotation>; readonly isComplete: boolean }
  | { readonly kind: 'library'; readonly name: string; readonly origin: CallSite | null }
  | { readonly kind: 'module'; readonly module: Module }
  | {
      readonly kind: 'function'
      readonly module: Module
      readonly function: IrFunction
      readonly receiver: Denotation | null
      /** The calls of `functools.partial` that give some of its arguments, the innermost first. */
      readonly partials?: readonly CallSite[]
    }
  | { readonly kind: 'class'; readonly module: Module; readonly class: IrClass }
  | { readonly kind: 'instance'; readonly module: Module; readonly class: IrClass; readonly origin: CallSite | null }
  /** `Annotated[type, marker, ...]`. */
  | { readonly kind: 'annotated'; readonly type: Denotation; readonly markers: readonly Denotation[] }
  /** A parameter of unknown type; `name` is the access path on it: `''`, `.body`, `.body.id`. */
  | { readonly kind: 'parameter'; readonly module: Module; readonly function: IrFunction; readonly index: number; readonly path: string }

export const UNKNOWN: Denotation = { kind: 'unknown' }

/** A longer qualified name says nothing any more. */
export const LONGEST_NAME = 200

/** Nested look-ups (imports, fields, factories) followed for one question. */
export const DEEPEST = 60

/** Something outside the analysed tree; unknown when its name has grown too long. */
export function libraryNamed(name: string, origin: CallSite | null = null): Denotation {
  return name.length > LONGEST_NAME ? UNKNOWN : { kind: 'library', name, origin }
}

export function constantOf(value: Constant): Denotation {
  return { kind: 'constant', value }
}

export type PlainConstant = Constant | readonly PlainConstant[] | { readonly [key: string]: PlainConstant }

/** Whether two denotations are the same thing. */
export function sameDenotation(a: Denotation, b: Denotation): boolean {
  if (a === b) return true
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value
  if (a.kind === 'library' && b.kind === 'library') return a.name === b.name
  if (a.kind === 'module' && b.kind === 'module') return a.module === b.module
  if (a.kind === 'function' && b.kind === 'function') return a.function === b.function
  if (a.kind === 'class' && b.kind === 'class') return a.class === b.class
  if (a.kind === 'instance' && b.kind === 'instance') return a.class === b.class
  if (a.kind === 'parameter' && b.kind === 'parameter') return a.function === b.function && a.index === b.index && a.path === b.path
  if (a.kind === 'regex' && b.kind === 'regex') return a.pattern === b.pattern && a.flags === b.flags
  return false
}

/** The constant a denotation is, with lists and dictionaries of constants; undefined when any part is not constant. */
export function plainConstant(denotation: Denotation): { readonly value: PlainConstant } | undefined {
  if (denotation.kind === 'constant') return { value: denotation.value }
  if (denotation.kind === 'list') {
    const items: PlainConstant[] = []
    for (const item of denotation.items) {
      const constant = plainConstant(item)
      if (constant === undefined) return undefined
      items.push(constant.value)
    }
    return denotation.isComplete ? { value: items } : undefined
  }
  if (denotation.kind === 'dict') {
    const entries: Record<string, PlainConstant> = Object.create(null) as Record<string, PlainConstant>
    for (const [key, entry] of denotation.entries) {
      const constant = plainConstant(entry)
      if (constant === undefined) return undefined
      entries[key] = constant.value
    }
    return denotation.isComplete ? { value: entries } : undefined
  }
  return undefined
}
