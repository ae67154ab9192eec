import type { Instruction, Module, Slot } from '../ir/ir.ts'
import { definitionsOf } from './definitions.ts'
import type { Denotation } from './denotation.ts'
import type { Denoter } from './denote.ts'
import type { Program, Scope } from './program.ts'

/** Where an application leaves what every page is given: `app.locals`, `res.locals`, `ctx.state`. */
const HOLDS_LOCALS = /^(?:locals|state)$/

const known = new WeakMap<Program, ReadonlyMap<string, Denotation>>()

/** The function that pages may call by that path, as a middleware or the application left it for them; null where there is none. */
export function helperLeft(denoter: Denoter, [root = '', ...keys]: readonly string[]): Denotation | null {
  let helpers = known.get(denoter.program)
  if (helpers === undefined) {
    helpers = collect(denoter)
    known.set(denoter.program, helpers)
  }
  let found = helpers.get(root) ?? null
  for (const key of keys) found = found === null ? null : denoter.member(found, key)
  return found?.kind === 'function' ? found : null
}

function collect(denoter: Denoter): ReadonlyMap<string, Denotation> {
  const found = new Map<string, Denotation>()
  for (const module of denoter.program.modules) {
    if (module.language !== 'javascript') continue
    for (const fn of module.functions)
      for (const { instructions } of fn.blocks) for (const one of instructions) read(denoter, { module, function: fn }, one, found)
  }
  return found
}

function read(denoter: Denoter, scope: Scope, one: Instruction, found: Map<string, Denotation>): void {
  if (one.op === 'set' && HOLDS_LOCALS.test(one.key)) addAll(denoter, denoter.denote(scope, one.src), found)
  else if (one.op === 'set' && isLocals(scope, one.object)) add(one.key, denoter.denote(scope, one.src), found)
  else if (one.op === 'call' && one.method === 'assign' && one.args[0] !== undefined && isLocals(scope, one.args[0].value))
    for (const { value } of one.args.slice(1)) addAll(denoter, denoter.denote(scope, value), found)
}

function add(name: string, value: Denotation, found: Map<string, Denotation>): void {
  if ((value.kind === 'function' || value.kind === 'dict' || value.kind === 'module') && !found.has(name)) found.set(name, value)
}

function addAll(denoter: Denoter, value: Denotation, found: Map<string, Denotation>): void {
  if (value.kind === 'dict') for (const [name, entry] of value.entries) add(name, entry, found)
  if (value.kind === 'module') for (const name of exportsOf(value.module)) add(name, denoter.exported(value.module, name), found)
}

const exportsOf = ({ exports }: Module): readonly string[] => exports.flatMap((one) => (one.kind === 'all' ? [] : [one.name]))

function isLocals({ module, function: fn }: Scope, slot: Slot): boolean {
  return definitionsOf(module, fn, slot).some(
    (one) => one.kind === 'instruction' && one.instruction.op === 'get' && HOLDS_LOCALS.test(one.instruction.key),
  )
}
