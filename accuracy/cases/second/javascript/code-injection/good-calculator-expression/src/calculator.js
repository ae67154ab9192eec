import { Parser } from 'expr-eval-fork'
import { fail } from './fail.js'

const parser = new Parser({ operators: { assignment: false } })

export function calculate(expression) {
  if (typeof expression !== 'string' || expression.length > 100) fail('expression not accepted')
  return parser.evaluate(expression)
}
