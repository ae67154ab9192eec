import type { Expression } from 'oxc-parser'
import type { Slot } from '../ir/ir.ts'
import type { FunctionLowering, Span } from './lowering.ts'
import { loadOuter, storeSlot } from './names.ts'

/**
 * CommonJS exports. `module.exports` is one variable of function 0, which the module's entry sets to an empty object;
 * each `exports.name` that is assigned is a variable too, so that the table of exports can name its slot.
 */

/** Whether the name `exports` or `module` means CommonJS here, that is, nobody declared it. */
export function isCommonExports(l: FunctionLowering, name: string): boolean {
  return l.module.commonSlots.has('=') && l.scope.find(name) === undefined
}

/** Makes the slots of `module.exports`; called once, at the entry of function 0, when the text uses CommonJS exports. */
export function openCommonExports(l: FunctionLowering): void {
  const slot = l.build.variable('module.exports')
  l.module.commonSlots.set('=', slot)
  l.build.emit({ op: 'dict', dst: slot, entries: [], start: 0, end: 0 })
}

/** Whether the expression is `module.exports`, or `exports`. */
export function meansExports(l: FunctionLowering, node: Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'exports' && isCommonExports(l, 'exports')
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.property.name === 'exports' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    isCommonExports(l, 'module')
  )
}

export function loadCommonExports(l: FunctionLowering, into: Slot, span: Span): Slot {
  return loadOuter(l, 0, l.module.commonSlots.get('=') ?? -1, into, span)
}

/** `module.exports = src`. */
export function storeCommonExports(l: FunctionLowering, src: Slot, span: Span): void {
  const slot = l.module.commonSlots.get('=') ?? -1
  storeSlot(l, 0, slot, src, span)
  l.module.export({ kind: 'local', name: '=', slot })
}

/** `exports.name = src`: the property is set, and a variable keeps the value for the table of exports. */
export function storeCommonExport(l: FunctionLowering, name: string, src: Slot, span: Span): void {
  const { start, end } = span
  const object = loadCommonExports(l, -1, span)
  l.build.emit({ op: 'set', object, key: name, src, start, end })
  exportCommonName(l, name, src, span)
}

/** Enters `name` into the table of exports with the value of `src`. */
export function exportCommonName(l: FunctionLowering, name: string, src: Slot, span: Span): void {
  if (name === '=') return
  let slot = l.module.commonSlots.get(name)
  if (slot === undefined) {
    slot = (l.module.builders[0] ?? l.build).variable(`exports.${name}`)
    l.module.commonSlots.set(name, slot)
  }
  storeSlot(l, 0, slot, src, span)
  l.module.export({ kind: 'local', name, slot })
}

/**
 * What assigning this expression to `module.exports`, or assigning its properties to it, exports by name:
 * the keys of an object literal, and everything of `require('./x')` or of a spread of it.
 */
export function exportProperties(l: FunctionLowering, value: Expression, src: Slot): void {
  const from = requiredModule(l, value)
  if (from !== null) l.module.export({ kind: 'all', from })
  if (value.type !== 'ObjectExpression') return
  for (const property of value.properties) {
    if (property.type === 'SpreadElement') {
      const spread = requiredModule(l, property.argument)
      if (spread !== null) l.module.export({ kind: 'all', from: spread })
      continue
    }
    const name = staticKey(property)
    if (name === null || property.kind === 'set') continue
    const binding = property.value.type === 'Identifier' ? l.scope.find(property.value.name) : undefined
    if (binding?.imported) {
      l.module.export({ kind: 'again', name, from: binding.imported.from, imported: binding.imported.name })
    } else if (binding?.function === 0 && binding.itself < 0) {
      l.module.export({ kind: 'local', name, slot: binding.slot })
    } else {
      const part = l.build.temporary()
      l.build.emit({ op: 'get', dst: part, object: src, key: name, isOptional: false, start: property.start, end: property.end })
      exportCommonName(l, name, part, property)
    }
  }
}

/** The key of a property when it is written out; null when it is computed. */
export function staticKey(property: { readonly key: { readonly type: string }; readonly computed: boolean }): string | null {
  const key = property.key as { readonly type: string; readonly name?: string; readonly value?: unknown }
  if (key.type === 'Literal') return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : null
  if (property.computed) return symbolKey(key)
  if (key.type === 'Identifier') return key.name ?? null
  return key.type === 'PrivateIdentifier' ? `#${key.name ?? ''}` : null
}

/** `[Symbol.iterator]` as a key; null for what is none of the language's own symbols. */
export function symbolKey(node: { readonly type: string }): string | null {
  const { type, computed, object, property } = node as {
    readonly type: string
    readonly computed?: boolean
    readonly object?: { readonly type: string; readonly name?: string }
    readonly property?: { readonly name?: string }
  }
  const isSymbol = type === 'MemberExpression' && computed !== true && object?.type === 'Identifier' && object.name === 'Symbol'
  return isSymbol ? `[Symbol.${property?.name ?? ''}]` : null
}

/** The text of a string literal, or of a template without parts. */
export function constantText(node: { readonly type: string } | null | undefined): string | null {
  if (node === null || node === undefined) return null
  const { type, value, quasis } = node as { type: string; value?: unknown; quasis?: readonly { value: { cooked: string | null } }[] }
  if (type === 'Literal') return typeof value === 'string' ? value : null
  return type === 'TemplateLiteral' && quasis?.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

/** The module that `require('x')` names, when `require` is the real one and the name is constant. */
export function requiredModule(l: FunctionLowering, node: Expression): string | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return null
  if (node.arguments.length !== 1 || l.scope.find('require') !== undefined) return null
  return constantText(node.arguments[0])
}
