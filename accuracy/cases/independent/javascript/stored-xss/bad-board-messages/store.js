const { MongoClient } = require('mongodb')

const client = new MongoClient(process.env.MONGO_URL)
exports.messages = client.db('board').collection('messages')
