import { rememberText } from './engine/place.ts'
import { createProgram, type Program } from './engine/program.ts'
import type { Module } from './ir/ir.ts'
import type { ModuleLayout, ResolveImport } from './modules/layout.ts'
import { moduleResolver } from './modules/resolve-modules.ts'

/** Links modules by their imports; `texts` are their sources, for the snippets of places. */
export function linkProgram(
  modules: readonly Module[],
  layout: ModuleLayout,
  texts: ReadonlyMap<string, string>,
): { readonly program: Program; readonly resolveImport: ResolveImport } {
  const resolveImport = moduleResolver(layout)
  const program = createProgram(modules, (importer, from) => {
    const resolved = resolveImport(importer.file, from)
    return resolved.kind === 'file' ? resolved.file : null
  })
  for (const module of program.modules) rememberText(module, texts.get(module.file) ?? '')
  return { program, resolveImport }
}
