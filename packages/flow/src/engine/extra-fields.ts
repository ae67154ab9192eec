import type { IrClass, Module } from '../ir/ir.ts'
import type { Denoter } from './denote.ts'
import { textOf } from './place.ts'

/** As a setting of the model, in its `Config`, or behind its bases. */
const ALLOWS = /\bextra\s*=\s*(?:["']allow["']|(?:\w+\.)*Extra\.allow\b)|["']extra["']\s*:\s*["']allow["']/
const STATES = /\bextra\s*=|["']extra["']\s*:/
const DEEPEST = 8

/** Whether a model of pydantic keeps the fields that it does not name. */
export function keepsExtraFields(denoter: Denoter, module: Module, owner: IrClass, depth = 0): boolean {
  if (depth > DEEPEST) return false
  const text = textOf(module).slice(owner.start, owner.end)
  if (STATES.test(text)) return ALLOWS.test(text)
  return denoter.bases(module, owner).some((base) => base.kind === 'class' && keepsExtraFields(denoter, base.module, base.class, depth + 1))
}
