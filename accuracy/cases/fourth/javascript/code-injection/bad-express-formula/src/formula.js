function evaluate(formula, row) {
  const compute = new Function('row', `with (row) { return ${formula} }`)
  return Number(compute(row))
}

module.exports = { evaluate }
