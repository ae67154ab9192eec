const { MongoClient } = require('mongodb')

const trips = new MongoClient(process.env.MONGO_URL).db('fleet').collection('trips')

exports.longerThan = (kilometres) => {
  const filter = { $where: `this.end - this.start > ${kilometres}` }
  return trips.find(filter).limit(50).toArray()
}
