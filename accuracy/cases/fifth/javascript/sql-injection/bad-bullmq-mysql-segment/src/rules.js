const OPERATORS = { is: '=', above: '>', below: '<' }

function conditionOf(rules) {
  return rules
    .map(({ field, operator, value }) => `${field} ${OPERATORS[operator] ?? '='} '${value}'`)
    .join(' AND ')
}

module.exports = { conditionOf }
