import { fail } from './fail.js'


export function calculate(expression) {
  if (typeof expression !== 'string' || expression.length > 100) fail('expression not accepted')
  return eval(`"use strict"; (${expression})`)
}
