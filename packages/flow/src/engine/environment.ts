import type { IrFunction, Module, Slot } from '../ir/ir.ts'
import type { Containers } from './heap.ts'
import type { ObjectState } from './state.ts'
import type { Value } from './value.ts'

/** The variables of one activation of a function that its inner functions see. */
export interface Environment {
  readonly id: number
  readonly module: Module
  readonly function: IrFunction
  readonly parent: Environment | null
  readonly cells: Map<Slot, Value>
  /** Of a module: what its names have at its end. */
  readonly exports: Map<Slot, Value>
  /** Containers that the cells refer to. */
  heap: Containers
  /** Where containers are looked up that `heap` does not have: the environment this one is a copy of. */
  readonly fallback: Environment | null
  /** Grows when a cell changes, so that results that read older values are not used again. */
  version: number
  /** Whether the body has run to its end: cells then hold final values. */
  isComplete: boolean
}

/** A container of that environment, or of the one it is a copy of. */
export function objectOf(environment: Environment, id: number): ObjectState | undefined {
  let at: Environment | null = environment
  for (let depth = 0; at !== null && depth < 8; depth++) {
    const object = at.heap.get(id)
    if (object !== undefined) return object
    at = at.fallback
  }
  return undefined
}
