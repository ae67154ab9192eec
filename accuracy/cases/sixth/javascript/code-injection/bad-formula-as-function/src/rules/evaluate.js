const compiled = new Map()

function compile(rule) {
  if (compiled.size > 500) compiled.clear()
  if (!compiled.has(rule)) {
    const body = `with (facts) { return (${rule}) }`
    compiled.set(rule, new Function('facts', body))
  }
  return compiled.get(rule)
}

export function evaluate(rule, facts) {
  return Number(compile(rule)(facts)) || 0
}
