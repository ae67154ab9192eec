const { MongoClient } = require('mongodb')

const trips = new MongoClient(process.env.MONGO_URL).db('fleet').collection('trips')

exports.longerThan = (kilometres) => {
  const filter = { $expr: { $gt: [{ $subtract: ['$end', '$start'] }, Number(kilometres)] } }
  return trips.find(filter).limit(50).toArray()
}
