const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);
const db = client.db('shop');

module.exports = { orders: db.collection('orders'), stock: db.collection('stock'), client };
