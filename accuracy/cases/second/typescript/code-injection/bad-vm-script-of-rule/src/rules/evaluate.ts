import vm from 'node:vm'

export interface Facts {
  total: number
  country: string
}

export function evaluate(rule: string, facts: Facts): boolean {
  return Boolean(vm.runInNewContext(rule, { ...facts }, { timeout: 50 }))
}
