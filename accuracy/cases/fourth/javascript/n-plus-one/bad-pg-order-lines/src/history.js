const { linesOf, ordersOf } = require('./repository')

async function history(customerId) {
  const orders = await ordersOf(customerId)
  const result = []
  for (const order of orders) {
    const lines = await linesOf([order.id])
    result.push({ number: order.number, lines })
  }
  return result
}

module.exports = { history }
