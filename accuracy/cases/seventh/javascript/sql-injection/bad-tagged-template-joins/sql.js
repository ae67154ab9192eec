'use strict'

function sql(strings, ...values) {
  const text = strings.reduce((all, part, i) => `${all}'${values[i - 1]}'${part}`)
  return { text }
}

module.exports = { sql }
