import jsonLogic from 'json-logic-js'

export function evaluate(rule, facts) {
  return Number(jsonLogic.apply(JSON.parse(rule), facts)) || 0
}
