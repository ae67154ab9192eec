import type { IrClass, Module } from '../ir/ir.ts'
import type { Denoter } from './denote.ts'
import { textOf } from './place.ts'

const DEEPEST = 6

/** `class Attendee(SQLModel, table=True)`: a row, which as the body of a request takes every column and checks none. */
export function isTableModel(denoter: Denoter, module: Module, owner: IrClass): boolean {
  const head = textOf(module).slice(owner.start, owner.start + 400)
  return /^[^:]*\btable\s*=\s*True\b[^:]*:/.test(head) && descends(denoter, module, owner, 0)
}

function descends(denoter: Denoter, module: Module, owner: IrClass, depth: number): boolean {
  return (
    depth < DEEPEST &&
    denoter
      .bases(module, owner)
      .some((base) =>
        base.kind === 'library'
          ? /^sqlmodel(?:\.main)?\.SQLModel$/.test(base.name)
          : base.kind === 'class' && descends(denoter, base.module, base.class, depth + 1),
      )
  )
}
