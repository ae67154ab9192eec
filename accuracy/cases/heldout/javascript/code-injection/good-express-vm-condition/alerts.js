const OPERATORS = { above: (a, b) => a > b, below: (a, b) => a < b }

function matches(alert, reading) {
  return Object.hasOwn(OPERATORS, alert.operator) && OPERATORS[alert.operator](reading.value, Number(alert.limit))
}

module.exports = { matches }
