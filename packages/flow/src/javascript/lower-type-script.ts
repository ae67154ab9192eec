import type { Statement, TSEnumDeclaration, TSGlobalDeclaration, TSImportEqualsDeclaration, TSModuleDeclaration } from 'oxc-parser'
import type { DictEntry, Slot } from '../ir/ir.ts'
import { constantText } from './common-exports.ts'
import { forEachName } from './hoisting.ts'
import { emitImport } from './lower-call.ts'
import { constant, lowerExpression } from './lower-expression.ts'
import { enterBlock, lowerStatements } from './lower-statement.ts'
import type { FunctionLowering } from './lowering.ts'
import { loadName } from './names.ts'
import { entityName } from './type-reference.ts'

/** An enum is a dictionary; members without a value count on from the last number. */
export function lowerEnum(l: FunctionLowering, node: TSEnumDeclaration): void {
  if (node.declare) return
  const slot = l.declare(node.id.name)
  const { scope } = l
  l.scope = l.innerScope(node.body)
  const entries: DictEntry[] = []
  let next: number | null = 0
  for (const { id, initializer, start, end } of node.body.members) {
    const key = id.type === 'Identifier' ? id.name : (constantText(id) ?? '<computed>')
    const member = l.declare(key)
    if (initializer === null) {
      if (next === null) constant(l, undefined, member, { start, end })
      else constant(l, next++, member, { start, end })
    } else {
      lowerExpression(l, initializer, member)
      next = initializer.type === 'Literal' && typeof initializer.value === 'number' ? initializer.value + 1 : null
    }
    entries.push({ kind: 'entry', key, value: member })
  }
  l.scope = scope
  l.fill(slot)
  l.build.emit({ op: 'dict', dst: slot, entries, start: node.start, end: node.end })
}

/** A namespace is a dictionary of what it exports; its statements run where it stands. */
export function lowerNamespace(l: FunctionLowering, node: TSModuleDeclaration | TSGlobalDeclaration): void {
  if (node.declare || !node.body || node.kind === 'global' || node.id.type === 'Literal') return
  const [first = '', ...inner] = entityName(node.id).split('.')
  const { start } = node
  const root = l.declare(first)
  if (!l.isFilled(root)) l.build.emit({ op: 'dict', dst: root, entries: [], start, end: node.id.end })
  l.fill(root)
  let object: Slot = root
  for (const key of inner) {
    const part = l.build.temporary()
    l.build.emit({ op: 'dict', dst: part, entries: [], start, end: node.id.end })
    l.build.emit({ op: 'set', object, key, src: part, start, end: node.id.end })
    object = part
  }
  const { scope } = l
  l.scope = l.innerScope(node.body)
  const statements = node.body.body as Statement[]
  enterBlock(l, statements)
  for (const statement of statements) {
    const isExport = statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
    lowerStatements(l, [isExport ? (statement.declaration as Statement) : statement])
    if (isExport) {
      for (const key of declaredNames(statement.declaration as Statement)) {
        l.build.emit({ op: 'set', object, key, src: loadName(l, key, -1, statement), start: statement.start, end: statement.end })
      }
    }
  }
  l.scope = scope
}

/** The names of values that a declaration binds. */
export function declaredNames(declaration: Statement): string[] {
  const names: string[] = []
  switch (declaration.type) {
    case 'VariableDeclaration':
      if (!declaration.declare) for (const { id } of declaration.declarations) forEachName(id, (name) => names.push(name))
      break
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSImportEqualsDeclaration':
      if (declaration.id && !('declare' in declaration && declaration.declare)) names.push(declaration.id.name)
      break
    case 'TSModuleDeclaration':
      if (declaration.body && declaration.id.type === 'Identifier' && !declaration.declare) names.push(declaration.id.name)
  }
  return names
}

/** `import x = require('y')` and `import x = a.b`. */
export function lowerImportEquals(l: FunctionLowering, { id, moduleReference, start, end }: TSImportEqualsDeclaration): void {
  const slot = l.declare(id.name)
  if (moduleReference.type === 'TSExternalModuleReference') {
    const from = constantText(moduleReference.expression)
    if (from === null) return
    emitImport(l, from, null, slot, { start, end })
    l.scope.declare(id.name, { function: l.build.index, slot, imported: { from, name: null }, itself: -1 })
    return
  }
  const [first = '', ...keys] = entityName(moduleReference).split('.')
  let object = loadName(l, first, keys.length === 0 ? slot : -1, { start, end })
  for (const [position, key] of keys.entries()) {
    const dst = position === keys.length - 1 ? slot : l.build.temporary()
    l.build.emit({ op: 'get', dst, object, key, isOptional: false, start, end })
    object = dst
  }
}
