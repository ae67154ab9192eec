import Router from '@koa/router'
import { ObjectId } from 'mongodb'
import { collection } from '../lib/mongo.js'
import { page } from '../lib/render.js'
import { signedIn } from '../middleware/guards.js'

const router = new Router({ prefix: '/board' })

router.use(signedIn)

router.get('/', async (ctx) => {
  const notes = await collection('notes').find({}).sort({ at: -1 }).limit(50).toArray()
  page(ctx, 'board', { notes })
})

router.post('/', async (ctx) => {
  const note = { text: String(ctx.request.body.text).slice(0, 1000), by: ctx.state.user.name, owner: ctx.state.user._id, at: new Date() }
  await collection('notes').insertOne(note)
  ctx.redirect('/board')
})

// notes with a word, wherever it stands
router.get('/search', async (ctx) => {
  const word = ctx.query.word ?? ''
  const notes = await collection('notes')
    .find({ $where: `this.text.toLowerCase().includes('${word}'.toLowerCase())` })
    .limit(50)
    .toArray()
  page(ctx, 'board', { notes })
})

router.get('/halls/:hall', async (ctx) => {
  const stages = [{ $match: { hall: Number(ctx.params.hall) } }, { $group: { _id: '$by', notes: { $sum: 1 } } }, { $limit: 50 }]
  ctx.body = await collection('notes').aggregate(stages).toArray()
})

router.post('/:id/remove', async (ctx) => {
  if (!ObjectId.isValid(ctx.params.id)) ctx.throw(404, 'No such note')
  await collection('notes').deleteOne({ _id: new ObjectId(String(ctx.params.id)), owner: ctx.state.user._id })
  ctx.redirect('/board')
})

export default router
