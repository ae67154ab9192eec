import jsep from 'jsep'

export type Formula = (scope: Record<string, number>) => number

const OPERATORS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

function evaluate(node: any, scope: Record<string, number>): number {
  if (node.type === 'Literal' && typeof node.value === 'number') return node.value
  if (node.type === 'Identifier' && Object.hasOwn(scope, node.name)) return scope[node.name]
  if (node.type === 'BinaryExpression' && Object.hasOwn(OPERATORS, node.operator)) {
    return OPERATORS[node.operator](evaluate(node.left, scope), evaluate(node.right, scope))
  }
  throw new RangeError('The formula may hold names, numbers and + - * / only')
}

export function compile(source: string, names: string[]): Formula {
  const tree = jsep(source)
  return (scope) => evaluate(tree, Object.fromEntries(names.map((name) => [name, scope[name]])))
}
