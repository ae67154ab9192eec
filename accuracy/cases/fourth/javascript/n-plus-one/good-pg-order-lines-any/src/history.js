const { linesOf, ordersOf } = require('./repository')

async function history(customerId) {
  const orders = await ordersOf(customerId)
  const lines = await linesOf(orders.map((order) => order.id))
  const result = []
  for (const order of orders) {
    result.push({ number: order.number, lines: lines.filter((line) => line.order_id === order.id) })
  }
  return result
}

module.exports = { history }
