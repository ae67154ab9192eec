'use strict'

function sql(strings, ...values) {
  const text = strings.reduce((all, part, i) => `${all}$${i}${part}`)
  return { text, values }
}

module.exports = { sql }
