const pino = require('pino');
const { orders, stock } = require('./db');

const log = pino({ name: 'checkout' });

async function takeStock(lines) {
  for (const { sku, quantity } of lines) {
    const { modifiedCount } = await stock.updateOne(
      { sku, available: { $gte: quantity } },
      { $inc: { available: -quantity } },
    );
    if (modifiedCount === 0) throw new Error(`not enough of ${sku}`);
  }
}

async function checkout(accountId, lines) {
  const { insertedId } = await orders.insertOne({ accountId, lines, state: 'open' });
  try {
    await takeStock(lines);
  } catch (err) {
    log.error({ err, orderId: insertedId }, 'stock could not be taken');
    await orders.updateOne({ _id: insertedId }, { $set: { state: 'cancelled' } });
    throw err;
  }
  await orders.updateOne({ _id: insertedId }, { $set: { state: 'confirmed' } });
  log.info({ orderId: insertedId }, 'order confirmed');
  return insertedId;
}

module.exports = { checkout };
