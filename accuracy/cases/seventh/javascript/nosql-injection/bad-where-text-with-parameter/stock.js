import express from 'express'
import { MongoClient } from 'mongodb'

const client = new MongoClient(process.env.MONGO_URL)
const app = express()

function condition(place) {
  return { $where: `this.place.toLowerCase() === '${place.toLowerCase()}'` }
}

app.get('/stock/:place', async (req, res, next) => {
  try {
    const items = await client
      .db('store')
      .collection('stock')
      .find(condition(req.params.place))
      .project({ _id: 0, sku: 1, count: 1 })
      .limit(100)
      .toArray()
    res.json({ items })
  } catch (error) {
    next(error)
  }
})

await client.connect()
app.listen(3000)
