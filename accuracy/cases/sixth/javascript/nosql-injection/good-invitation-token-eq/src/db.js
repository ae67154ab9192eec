const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);

exports.collection = (name) => client.db('people').collection(name);
exports.connect = () => client.connect();
