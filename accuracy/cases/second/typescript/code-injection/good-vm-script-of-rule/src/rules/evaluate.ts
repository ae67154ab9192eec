import jsonLogic, { type RulesLogic } from 'json-logic-js'

export interface Facts {
  total: number
  country: string
}

export function evaluate(rule: RulesLogic, facts: Facts): boolean {
  return Boolean(jsonLogic.apply(rule, { ...facts }))
}
