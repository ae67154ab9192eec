import type { Expression, ImportDeclaration, ModuleExportName, Statement } from 'oxc-parser'
import type { Slot } from '../ir/ir.ts'
import { emitImport } from './lower-call.ts'
import { lowerNamed } from './lower-expression.ts'
import { lowerStatement } from './lower-statement.ts'
import { declaredNames } from './lower-type-script.ts'
import type { FunctionLowering } from './lowering.ts'

/** Imports and exports; false when the statement is neither. */
export function lowerModuleDeclaration(l: FunctionLowering, node: Statement): boolean {
  switch (node.type) {
    case 'ImportDeclaration': // bound before everything else
      return true
    case 'ExportNamedDeclaration':
      lowerNamedExport(l, node)
      return true
    case 'ExportDefaultDeclaration':
      lowerDefaultExport(l, node)
      return true
    case 'ExportAllDeclaration':
      if (node.exportKind === 'type') return true
      l.module.imports.push({ from: node.source.value, name: node.exported ? null : '*', start: node.start })
      if (node.exported === null) l.module.export({ kind: 'all', from: node.source.value })
      else l.module.export({ kind: 'again', name: exportName(node.exported), from: node.source.value, imported: null })
      return true
    case 'TSExportAssignment': {
      const slot = l.build.variable('<export>')
      lowerNamed(l, node.expression, 'module.exports', slot)
      l.module.export({ kind: 'local', name: '=', slot })
      return true
    }
    default:
      return false
  }
}

/** Binds the names of an import declaration; imports of types too, since they say what a parameter is. */
export function bindImports(l: FunctionLowering, node: ImportDeclaration): void {
  const from = node.source.value
  if (node.specifiers.length === 0) emitImport(l, from, null, -1, node)
  for (const specifier of node.specifiers) {
    const name =
      specifier.type === 'ImportNamespaceSpecifier'
        ? null
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : exportName(specifier.imported)
    const slot = l.declare(specifier.local.name)
    l.scope.declare(specifier.local.name, { function: l.build.index, slot, imported: { from, name }, itself: -1 })
    const isTypeOnly = node.importKind === 'type' || (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type')
    emitImport(l, from, name, slot, specifier, isTypeOnly)
  }
}

function exportName(node: ModuleExportName): string {
  return node.type === 'Literal' ? node.value : node.name
}

function lowerNamedExport(l: FunctionLowering, node: Statement & { type: 'ExportNamedDeclaration' }): void {
  if (node.declaration) {
    lowerStatement(l, node.declaration as Statement)
    for (const name of declaredNames(node.declaration as Statement)) exportLocal(l, name, name)
    return
  }
  for (const { local, exported, exportKind } of node.specifiers) {
    if (node.source) {
      const again = { from: node.source.value, name: exportName(local), start: node.start }
      l.module.imports.push(exportKind === 'type' || node.exportKind === 'type' ? { ...again, isTypeOnly: true } : again)
      l.module.export({ kind: 'again', name: exportName(exported), from: node.source.value, imported: exportName(local) })
    } else if (exportKind !== 'type' && node.exportKind !== 'type') exportLocal(l, exportName(exported), exportName(local))
  }
  if (node.source && node.specifiers.length === 0) emitImport(l, node.source.value, null, -1, node)
}

/** Exports a name of the module; an imported one is passed on. */
function exportLocal(l: FunctionLowering, name: string, local: string): void {
  const binding = l.scope.find(local)
  if (binding?.imported) l.module.export({ kind: 'again', name, from: binding.imported.from, imported: binding.imported.name })
  else if (binding && binding.function === 0) l.module.export({ kind: 'local', name, slot: binding.slot })
}

function lowerDefaultExport(l: FunctionLowering, { declaration }: Statement & { type: 'ExportDefaultDeclaration' }): void {
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    lowerStatement(l, declaration)
    const slot = l.scope.find(declaration.id?.name ?? 'default')?.slot
    if (slot !== undefined) l.module.export({ kind: 'local', name: 'default', slot })
    return
  }
  if (/^TS(Interface|Declare)/.test(declaration.type)) return
  const expression = declaration as Expression
  if (expression.type === 'Identifier' && l.scope.find(expression.name)) {
    exportLocal(l, 'default', expression.name)
    return
  }
  const slot: Slot = l.build.variable('default')
  lowerNamed(l, expression, 'default', slot)
  l.module.export({ kind: 'local', name: 'default', slot })
}
