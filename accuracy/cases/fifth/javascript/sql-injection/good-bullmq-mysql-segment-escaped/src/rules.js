const OPERATORS = { is: '=', above: '>', below: '<' }
const FIELDS = new Set(['city', 'orders', 'spent_cents'])

function conditionOf(rules) {
  const known = rules.filter(({ field, operator }) => FIELDS.has(field) && Object.hasOwn(OPERATORS, operator))
  return {
    sql: ['TRUE', ...known.map(({ field, operator }) => `${field} ${OPERATORS[operator]} ?`)].join(' AND '),
    values: known.map(({ value }) => String(value)),
  }
}

module.exports = { conditionOf }
