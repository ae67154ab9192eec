const Koa = require('koa')
const Router = require('@koa/router')
const { MongoClient } = require('mongodb')
const settings = require('./settings')

const client = new MongoClient(process.env.MONGO_URL)
const router = new Router()

router.get('/plants', async (ctx) => {
  const requested = String(ctx.query.height ?? settings.height)

  let condition = 'this.height'
  condition += ' > '
  condition += requested
  condition += ' * this.scale'

  const plants = client.db('garden').collection('plants')
  ctx.body = await plants.find({ $where: condition }).limit(50).toArray()
  ctx.set('X-Height', String(requested.length))
})

const app = new Koa()
app.use(router.routes())
app.listen(3000)
