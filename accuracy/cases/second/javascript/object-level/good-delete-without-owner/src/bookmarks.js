import { Router } from 'express'
import { ObjectId } from 'mongodb'
import { requireUser } from './auth.js'
import { collection } from './mongo.js'

export const bookmarks = Router()
bookmarks.use(requireUser)

bookmarks.get('/bookmarks/:id', async (req, res) => {
  const found = await collection.findOne({ _id: new ObjectId(req.params.id), ownerId: req.user.id })
  if (found) res.json({ id: found._id, url: found.url })
  else res.sendStatus(404)
})

bookmarks.delete('/bookmarks/:id', async (req, res) => {
  const { deletedCount } = await collection.deleteOne({ _id: new ObjectId(req.params.id), ownerId: req.user.id })
  res.sendStatus(deletedCount ? 204 : 404)
})
