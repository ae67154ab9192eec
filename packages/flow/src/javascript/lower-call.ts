import type { Expression } from 'oxc-parser'
import type { Argument, Slot } from '../ir/ir.ts'
import { constantText, exportProperties, meansExports, requiredModule, storeCommonExport } from './common-exports.ts'
import { lowerArguments, lowerExpression, memberKey } from './lower-expression.ts'
import { lowerTemplate } from './lower-literal.ts'
import type { FunctionLowering, Span } from './lowering.ts'
import { destination } from './names.ts'

type Call = Expression & { type: 'CallExpression' | 'NewExpression' | 'TaggedTemplateExpression' | 'ImportExpression' }

/** Lowers calls of every kind: plain, `new`, tagged templates, `import()`, `require()`. */
export function lowerCall(l: FunctionLowering, node: Call, into: Slot): Slot {
  switch (node.type) {
    case 'ImportExpression': {
      const from = constantText(node.source)
      if (from !== null) return emitImport(l, from, null, into, node)
      const callee = l.build.temporary()
      l.build.emit({ op: 'global', dst: callee, name: 'import', start: node.start, end: node.start })
      const value = lowerExpression(l, node.source)
      return emitCall(l, { callee, args: [{ kind: 'positional', value }] }, into, node)
    }
    case 'TaggedTemplateExpression': {
      const target = lowerCallee(l, node.tag)
      const values: Slot[] = []
      const template = lowerTemplate(l, node.quasi, -1, values)
      const args = [template, ...values].map((value): Argument => ({ kind: 'positional', value }))
      return emitCall(l, { ...target, args }, into, node)
    }
    case 'NewExpression': {
      const callee = lowerExpression(l, node.callee)
      return emitCall(l, { callee, args: lowerArguments(l, node.arguments), isNew: true }, into, node)
    }
    case 'CallExpression': {
      const from = requiredModule(l, node)
      if (from !== null) return emitImport(l, from, null, into, node)
      const target = lowerCallee(l, node.callee)
      const args = lowerArguments(l, node.arguments)
      noteExports(l, node, args)
      return emitCall(l, { ...target, args, isOptional: node.optional || target.isOptional === true }, into, node)
    }
  }
}

interface CallParts {
  readonly callee?: Slot
  readonly receiver?: Slot
  readonly method?: string
  readonly args: readonly Argument[]
  readonly isNew?: boolean
  readonly isOptional?: boolean
}

/** Emits a call; what is left out is absent. */
export function emitCall(l: FunctionLowering, parts: CallParts, into: Slot, { start, end }: Span): Slot {
  const dst = destination(l, into)
  const { callee = -1, receiver = -1, method = '', args, isNew = false, isOptional = false } = parts
  l.build.emit({ op: 'call', dst, callee, receiver, method, args, isNew, isDecorator: false, isOptional, start, end })
  return dst
}

/** Emits an import and enters it into the module's table. */
export function emitImport(
  l: FunctionLowering,
  from: string,
  name: string | null,
  into: Slot,
  { start, end }: Span,
  isTypeOnly = false,
): Slot {
  const dst = destination(l, into)
  l.module.imports.push(isTypeOnly ? { from, name, start, isTypeOnly } : { from, name, start })
  l.build.emit({ op: 'import', dst, from, name, start, end })
  return dst
}

function lowerCallee(l: FunctionLowering, node: Expression): Omit<CallParts, 'args'> {
  let callee = node
  while (callee.type === 'TSNonNullExpression' || callee.type === 'TSInstantiationExpression' || callee.type === 'ChainExpression') {
    callee = callee.expression
  }
  if (callee.type === 'MemberExpression') {
    const method = memberKey(callee)
    if (method !== null) return { receiver: lowerExpression(l, callee.object), method, isOptional: callee.optional }
  }
  return { callee: lowerExpression(l, callee) }
}

/** `Object.assign(module.exports, x)`, `Object.defineProperty(exports, 'x', { get })` and `__exportStar(require('x'), exports)`. */
function noteExports(
  l: FunctionLowering,
  { callee, arguments: nodes, start, end }: Call & { type: 'CallExpression' },
  args: readonly Argument[],
): void {
  if (!l.module.commonSlots.has('=') || nodes.length < 2) return
  const [first, second] = nodes as Expression[]
  if (first === undefined || second === undefined) return
  if (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    meansExports(l, first)
  ) {
    const method = memberKey(callee)
    if (method === 'assign') {
      for (const [index, node] of (nodes as Expression[]).entries()) {
        const slot = args[index]?.value
        if (index > 0 && slot !== undefined) exportProperties(l, node, slot)
      }
    } else if (method === 'defineProperty') defineExport(l, constantText(second), args[2]?.value, nodes[2] as Expression, { start, end })
    return
  }
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberKey(callee) : null
  const from = meansExports(l, second) ? requiredModule(l, first) : null
  if ((name === '__exportStar' || name === '__export') && from !== null) l.module.export({ kind: 'all', from })
}

/** A property defined on the exports: its value, or what its getter gives. */
function defineExport(
  l: FunctionLowering,
  name: string | null,
  descriptor: Slot | undefined,
  node: Expression | undefined,
  span: Span,
): void {
  if (name === null || name === '__esModule' || descriptor === undefined || node?.type !== 'ObjectExpression') return
  const has = (key: string) =>
    node.properties.some((each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === key)
  const key = has('get') ? 'get' : 'value'
  const part = l.build.temporary()
  l.build.emit({ op: 'get', dst: part, object: descriptor, key, isOptional: false, start: span.start, end: span.end })
  const value = key === 'get' ? emitCall(l, { callee: part, args: [] }, -1, span) : part
  storeCommonExport(l, name, value, span)
}
