const connectors = new Map([
  ['csv', require('./csv')],
  ['sheet', require('./sheet')],
])

function connector(name) {
  const found = connectors.get(name)
  if (!found) throw Object.assign(new Error('unknown connector'), { statusCode: 422 })
  return found
}

module.exports = { connector }
