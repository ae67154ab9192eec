import type { Declaration, Expression, Statement, VariableDeclaration } from 'oxc-parser'
import { forEachName } from './hoisting.ts'
import { lowerClass } from './lower-class.ts'
import { lowerCondition, lowerEffect } from './lower-condition.ts'
import { lowerBreak, lowerFor, lowerForEach, lowerLabeled, lowerReturn, lowerSwitch, lowerTry, lowerWhile } from './lower-control.ts'
import { constant, lowerExpression, lowerNamed } from './lower-expression.ts'
import { openBody } from './lower-function.ts'
import { lowerModuleDeclaration } from './lower-module-declaration.ts'
import { assignPattern } from './lower-pattern.ts'
import { lowerEnum, lowerImportEquals, lowerNamespace } from './lower-type-script.ts'
import { type FunctionLowering, MAX_DEPTH } from './lowering.ts'
import { ownSlot, storeName } from './names.ts'
import { typeReference } from './type-reference.ts'

/** The declaration that an export statement wraps, else the statement. */
function unwrapped(statement: Statement): Statement | Declaration | Expression | null {
  if (statement.type === 'ExportNamedDeclaration') return statement.declaration
  if (statement.type === 'ExportDefaultDeclaration') return statement.declaration as Statement | Expression
  return statement
}

/** Declares what the block binds, and makes its functions, which can be called before they stand. */
export function enterBlock(l: FunctionLowering, statements: readonly Statement[]): void {
  for (const statement of statements) {
    const node = unwrapped(statement)
    switch (node?.type) {
      case 'VariableDeclaration':
        if (node.kind !== 'var') for (const { id } of node.declarations) forEachName(id, (name) => l.declare(name))
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (node.id) l.declare(node.id.name)
        break
      case 'TSEnumDeclaration':
      case 'TSImportEqualsDeclaration':
        l.declare(node.id.name)
        break
      case 'TSModuleDeclaration':
        if (node.body && node.id.type === 'Identifier') l.declare(node.id.name)
    }
  }
  for (const statement of statements) {
    const node = unwrapped(statement)
    if (node?.type !== 'FunctionDeclaration' || node.body === null) continue
    const slot = l.declare(node.id?.name ?? 'default')
    l.fill(slot)
    const index = openBody(l, node, 'default')
    l.build.emit({ op: 'function', dst: slot, function: index, start: node.start, end: node.end })
  }
}

/** Statements of a scope of their own, which is made only when they declare something. */
export function lowerBlock(l: FunctionLowering, statements: readonly Statement[], owner: object): void {
  if (!statements.some(declares)) {
    lowerStatements(l, statements)
    return
  }
  const { scope } = l
  l.scope = l.innerScope(owner)
  enterBlock(l, statements)
  lowerStatements(l, statements)
  l.scope = scope
}

function declares(statement: Statement): boolean {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.kind !== 'var'
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
      return true
    default:
      return false
  }
}

export function lowerStatements(l: FunctionLowering, statements: readonly Statement[]): void {
  for (const statement of statements) lowerStatement(l, statement)
}

export function lowerStatement(l: FunctionLowering, node: Statement): void {
  const { module } = l
  if (module.depth > MAX_DEPTH) {
    module.issue('too-deep', `statement nested more than ${MAX_DEPTH} levels deep is left out`, node)
    return
  }
  module.depth++
  lowerByType(l, node)
  module.depth--
}

function lowerByType(l: FunctionLowering, node: Statement): void {
  const { start, end } = node
  switch (node.type) {
    case 'ExpressionStatement':
      lowerEffect(l, node.expression)
      return
    case 'VariableDeclaration':
      lowerVariables(l, node)
      return
    case 'ReturnStatement':
      lowerReturn(l, node.argument === null ? constant(l, undefined, -1, node) : lowerExpression(l, node.argument), node)
      return
    case 'IfStatement':
      lowerIf(l, node)
      return
    case 'BlockStatement':
      lowerBlock(l, node.body as Statement[], node)
      return
    case 'FunctionDeclaration': // made where the block was entered
    case 'EmptyStatement':
    case 'DebuggerStatement':
      return
    case 'ThrowStatement':
      l.build.terminate({ op: 'throw', src: lowerExpression(l, node.argument), start, end })
      return
    case 'TryStatement':
      lowerTry(l, node)
      return
    case 'ClassDeclaration': {
      const slot = l.declare(node.id?.name ?? 'default')
      l.fill(slot)
      lowerClass(l, node, 'default', slot)
      return
    }
    default:
      if (!lowerLoop(l, node)) lowerRare(l, node)
  }
}

function lowerLoop(l: FunctionLowering, node: Statement): boolean {
  switch (node.type) {
    case 'ForStatement':
      lowerFor(l, node)
      return true
    case 'ForOfStatement':
    case 'ForInStatement':
      lowerForEach(l, node)
      return true
    case 'WhileStatement':
    case 'DoWhileStatement':
      lowerWhile(l, node)
      return true
    case 'SwitchStatement':
      lowerSwitch(l, node)
      return true
    case 'BreakStatement':
    case 'ContinueStatement':
      lowerBreak(l, node)
      return true
    case 'LabeledStatement':
      lowerLabeled(l, node)
      return true
    default:
      return false
  }
}

function lowerRare(l: FunctionLowering, node: Statement): void {
  switch (node.type) {
    case 'WithStatement':
      lowerExpression(l, node.object)
      lowerStatement(l, node.body)
      return
    case 'TSEnumDeclaration':
      lowerEnum(l, node)
      return
    case 'TSModuleDeclaration':
      lowerNamespace(l, node)
      return
    case 'TSImportEqualsDeclaration':
      lowerImportEquals(l, node)
      return
    default:
      if (!lowerModuleDeclaration(l, node) && !isTypeOnly(node)) l.module.issue('unsupported', `statement of kind ${node.type}`, node)
  }
}

/** Declarations of types, TypeScript's and Flow's, leave nothing behind. */
function isTypeOnly({ type }: { readonly type: string }): boolean {
  return /^(TS|Declare|Interface|TypeAlias|OpaqueType|Enum)/.test(type)
}

/** `var`, `let`, `const`, `using`. */
/** Expressions of which a declared type may say more than they do. */
const DECLARES: ReadonlySet<string> = new Set(['CallExpression', 'AwaitExpression', 'MemberExpression', 'ChainExpression'])

export function lowerVariables(l: FunctionLowering, node: VariableDeclaration): void {
  if (node.declare) return
  for (const { id, init, start, end } of node.declarations) {
    if (init === null) {
      // `let x` inside a loop starts undefined each time; `var x` leaves the value alone.
      if (id.type === 'Identifier' && node.kind !== 'var') storeName(l, id.name, constant(l, undefined, -1, id), id)
      continue
    }
    const isUsing = node.kind === 'using' || node.kind === 'await using'
    if (id.type !== 'Identifier') {
      assignPattern(l, id, lowerExpression(l, init))
      continue
    }
    const slot = ownSlot(l, id.name)
    if (isUsing) {
      const src = lowerNamed(l, init, id.name)
      const dst = slot >= 0 ? slot : l.build.temporary()
      l.build.emit({ op: 'enter', dst, src, start, end })
    } else if (id.typeAnnotation && DECLARES.has(init.type))
      storeName(l, id.name, l.build.typed(lowerNamed(l, init, id.name), typeReference(id.typeAnnotation), start, end), id)
    else if (slot >= 0) lowerNamed(l, init, id.name, slot)
    else storeName(l, id.name, lowerNamed(l, init, id.name), id)
  }
}

function lowerIf(l: FunctionLowering, node: Statement & { type: 'IfStatement' }): void {
  const after = l.build.newBlock()
  let next: Statement | null = node
  while (next?.type === 'IfStatement') {
    const { test, consequent, alternate }: Statement & { type: 'IfStatement' } = next
    const then = l.build.newBlock()
    const otherwise = alternate === null ? after : l.build.newBlock()
    lowerCondition(l, test, then, otherwise)
    l.build.enter(then)
    lowerStatement(l, consequent)
    l.build.jump(after, consequent.end, consequent.end)
    if (alternate === null) break
    l.build.enter(otherwise)
    if (alternate.type !== 'IfStatement') lowerStatement(l, alternate)
    next = alternate
  }
  l.build.jumpTo(after, node.end, node.end)
}
