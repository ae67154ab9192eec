import vm from 'node:vm'

const compare = {
  less: (a, b) => a < b,
  more: (a, b) => a > b,
  same: (a, b) => a === b,
}

// simple rules: { field, is, value }
export function holds(rule, shift) {
  const test = Object.hasOwn(compare, rule.is) ? compare[rule.is] : compare.same
  return test(shift[rule.field], rule.value)
}

// rules of coordinators: an expression over the shift
export function evaluate(expression, shift) {
  return vm.runInNewContext(expression, { shift, Math }, { timeout: 200 })
}
