import type { Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { denotedValue } from './denoted-value.ts'
import { exportNamed, submoduleSpecifier } from './program.ts'
import { runModule } from './run-module.ts'
import { NOTHING, type Value } from './value.ts'

/** The value an import binds; modules of ours have run before it is read. */
export function importedValue(act: Activation, from: string, name: string | null): Value {
  const { engine, frame } = act
  const file = engine.program.resolve(frame.module, from)
  const module = file === null ? undefined : engine.program.moduleByFile.get(file)
  if (module === undefined) {
    const submodule = name === null ? null : engine.program.resolve(frame.module, submoduleSpecifier(from, name))
    const found = submodule === null ? undefined : engine.program.moduleByFile.get(submodule)
    if (found !== undefined) runModule(engine, found)
    return denotedValue(act, engine.denoter.imported(frame.module, from, name), null)
  }
  runModule(engine, module)
  if (name === null && exportNamed(module, '=') === null) return { ...NOTHING, hint: { kind: 'module', module } }
  const value = exportedCell(act, module, name ?? '=', 0)
  if (value !== null) return value
  const denoted = engine.denoter.imported(frame.module, from, name)
  if (denoted.kind === 'module') runModule(engine, denoted.module)
  return denotedValue(act, denoted, null)
}

/** The value a module's body left under an exported name; null when only the flow-insensitive look-up can tell. */
export function exportedCell(act: Activation, module: Module, name: string, depth: number): Value | null {
  if (depth > 12) return null
  const { engine } = act
  const found = exportNamed(module, name)
  if (found?.kind === 'local') {
    const environment = engine.environments.get(module)
    const cell = environment?.exports.get(found.slot)
    if (environment === undefined || cell === undefined) return null
    return cell
  }
  if (found?.kind === 'again') {
    const file = engine.program.resolve(module, found.from)
    const next = file === null ? undefined : engine.program.moduleByFile.get(file)
    if (next === undefined) return null
    runModule(engine, next)
    if (found.imported === null)
      return exportNamed(next, '=') === null
        ? { ...NOTHING, hint: { kind: 'module', module: next } }
        : exportedCell(act, next, '=', depth + 1)
    return exportedCell(act, next, found.imported, depth + 1)
  }
  for (const candidate of module.exports) {
    if (candidate.kind !== 'all') continue
    const file = engine.program.resolve(module, candidate.from)
    const next = file === null ? undefined : engine.program.moduleByFile.get(file)
    const value = next === undefined ? null : exportedCell(act, next, name, depth + 1)
    if (value !== null) return value
  }
  return null
}
