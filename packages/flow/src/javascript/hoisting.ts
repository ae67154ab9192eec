import type { BindingPattern, ForStatementLeft, Statement } from 'oxc-parser'

type Target = BindingPattern | ForStatementLeft

/** Calls `declare` for every name that the pattern binds. */
export function forEachName(pattern: Target | { readonly type: string }, declare: (name: string) => void): void {
  const node = pattern as BindingPattern | { readonly type: 'RestElement'; readonly argument: BindingPattern }
  switch (node.type) {
    case 'Identifier':
      declare(node.name)
      return
    case 'ObjectPattern':
      for (const property of node.properties) forEachName(property.type === 'Property' ? property.value : property, declare)
      return
    case 'ArrayPattern':
      for (const element of node.elements) if (element !== null) forEachName(element, declare)
      return
    case 'AssignmentPattern':
      forEachName(node.left, declare)
      return
    case 'RestElement':
      forEachName(node.argument, declare)
  }
}

/** Calls `declare` for every `var` of these statements at any depth, not entering functions. */
export function forEachVar(statements: readonly Statement[], declare: (name: string) => void): void {
  for (const statement of statements) varsOf(statement, declare)
}

function varsOf(node: Statement | null | undefined, declare: (name: string) => void): void {
  // The else branch of an `if` is followed in a loop: chains of a thousand `else if` are real.
  for (let next = node; next != null; ) {
    const statement: Statement = next
    next = null
    switch (statement.type) {
      case 'VariableDeclaration':
        if (statement.kind === 'var') for (const { id } of statement.declarations) forEachName(id, declare)
        break
      case 'ExportNamedDeclaration':
        next = statement.declaration as Statement | null
        break
      case 'BlockStatement':
        forEachVar(statement.body as Statement[], declare)
        break
      case 'IfStatement':
        varsOf(statement.consequent, declare)
        next = statement.alternate
        break
      case 'ForStatement':
        if (statement.init?.type === 'VariableDeclaration') varsOf(statement.init, declare)
        next = statement.body
        break
      case 'ForInStatement':
      case 'ForOfStatement':
        if (statement.left.type === 'VariableDeclaration') varsOf(statement.left, declare)
        next = statement.body
        break
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
      case 'WithStatement':
        next = statement.body
        break
      case 'SwitchStatement':
        for (const { consequent } of statement.cases) forEachVar(consequent, declare)
        break
      case 'TryStatement':
        forEachVar(statement.block.body as Statement[], declare)
        if (statement.handler) forEachVar(statement.handler.body.body as Statement[], declare)
        if (statement.finalizer) forEachVar(statement.finalizer.body as Statement[], declare)
    }
  }
}
