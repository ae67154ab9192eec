import { rememberText } from './engine/place.ts'
import { createProgram, type Program, type ResolveImport as ResolveModule } from './engine/program.ts'
import type { Module } from './ir/ir.ts'
import { type ModuleLayout, majorWanted, type ResolveImport } from './modules/layout.ts'
import { moduleResolver } from './modules/resolve-modules.ts'
import type { TemplateFile } from './templates/template.ts'
import { TemplateLibrary } from './templates/template-library.ts'

/** Links modules by their imports; `texts` are their sources, for the snippets of places. */
export function linkProgram(
  modules: readonly Module[],
  layout: ModuleLayout,
  texts: ReadonlyMap<string, string>,
  templates: readonly TemplateFile[] = [],
): { readonly program: Program; readonly resolveImport: ResolveImport } {
  const resolveImport = moduleResolver(layout)
  const resolve: ResolveModule = (importer, from) => {
    const resolved = resolveImport(importer.file, from)
    return resolved.kind === 'file' ? resolved.file : null
  }
  const program = createProgram(modules, resolve, libraryOf(templates), (file, name) => majorWanted(layout, file, name))
  for (const module of program.modules) rememberText(module, texts.get(module.file) ?? '')
  return { program, resolveImport }
}

function libraryOf(templates: readonly TemplateFile[]): TemplateLibrary {
  const library = new TemplateLibrary(templates)
  for (const { module, text } of library.all) rememberText(module, text)
  return library
}
