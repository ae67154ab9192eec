const Koa = require('koa')
const { MongoClient } = require('mongodb')

const client = new MongoClient(process.env.MONGO_URL, { serverSelectionTimeoutMS: 3000 })
const app = new Koa()

const LIMITS = ['above', 'below']

app.use(async (ctx) => {
  const levels = client.db('rivers').collection('levels')
  const filter = LIMITS.filter((name) => ctx.query[name]).reduce(
    (acc, name) => ({ $where: `${acc.$where} && this.level ${name === 'above' ? '>' : '<'} ${ctx.query[name]}` }),
    { $where: 'true' },
  )
  ctx.body = await levels.find(filter).limit(100).toArray()
})

module.exports = app
