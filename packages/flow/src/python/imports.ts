import type { ModuleImport } from '../ir/ir.ts'
import type { Lowering, LowerStatement } from './lowering.ts'
import { type ByKind, FIELD, KIND } from './syntax-kinds.ts'

/** `import a.b` binds `a`, `import a.b as c` the module `a.b`. */
const lowerImport: LowerStatement = (lowering, node) => {
  for (const name of importedNames(lowering, node)) {
    const { dotted, alias } = name
    const module = moduleName(lowering, dotted)
    record(lowering, { from: module, name: null, start: lowering.start(name.node) })
    const nameNode = alias >= 0 ? alias : dotted + 1
    bind(lowering, nameNode, alias >= 0 ? module : lowering.nameOf(nameNode), null)
  }
}

const lowerImportFrom: LowerStatement = (lowering, node) => {
  const isFuture = lowering.kind(node) === KIND.future_import_statement
  const from = isFuture ? '__future__' : moduleName(lowering, lowering.field(node, FIELD.module_name))
  const star = lowering.childOfKind(node, KIND.wildcard_import)
  if (star >= 0) {
    record(lowering, { from, name: '*', start: lowering.start(star) })
    const dst = lowering.build.temporary()
    lowering.build.emit({ op: 'import', dst, from, name: '*', start: lowering.start(node), end: lowering.end(node) })
    if (lowering.scope.kind === 'module') lowering.stars.push({ kind: 'all', from })
    return
  }
  for (const { node: at, dotted, alias } of importedNames(lowering, node)) {
    const name = lowering.nameOf(dotted)
    record(lowering, { from, name, start: lowering.start(at) })
    bind(lowering, alias >= 0 ? alias : dotted + 1, from, name)
  }
}

/** Once for each place: a suite of `finally` is lowered several times. */
function record(lowering: Lowering, found: ModuleImport): void {
  if (lowering.importedAt.has(found.start)) return
  lowering.importedAt.add(found.start)
  lowering.imports.push(found)
}

function bind(lowering: Lowering, nameNode: number, from: string, name: string | null): void {
  const dst = lowering.build.temporary()
  lowering.build.emit({ op: 'import', dst, from, name, start: lowering.start(nameNode), end: lowering.end(nameNode) })
  lowering.store(nameNode, lowering.nameOf(nameNode), dst)
}

function importedNames(lowering: Lowering, node: number): { readonly node: number; readonly dotted: number; readonly alias: number }[] {
  const { fields, next, kinds } = lowering.table
  const end = next[node] as number
  const names: { node: number; dotted: number; alias: number }[] = []
  for (let child = node + 1; child < end; child = next[child] as number) {
    if (fields[child] !== FIELD.name) continue
    const isAliased = kinds[child] === KIND.aliased_import
    const dotted = isAliased ? lowering.field(child, FIELD.name) : child
    if (dotted >= 0) names.push({ node: child, dotted, alias: isAliased ? lowering.field(child, FIELD.alias) : -1 })
  }
  return names
}

/** As written, without the spaces that the grammar allows: `..models`. */
function moduleName(lowering: Lowering, node: number): string {
  return lowering.nameOf(node).replace(/[\s\\]+/gu, '')
}

export const IMPORT_STATEMENTS: ByKind<LowerStatement> = {
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  future_import_statement: lowerImportFrom,
}
