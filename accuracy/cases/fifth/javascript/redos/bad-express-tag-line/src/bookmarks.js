import { Router } from 'express'
import { parseTags } from './tags.js'

export function bookmarkRouter(store) {
  const router = Router()

  router.put('/:id/tags', async (req, res, next) => {
    const tags = parseTags(String(req.body.tags ?? ''))
    if (tags === null) return res.status(422).json({ error: 'tags are words with commas between them' })
    try {
      const found = await store.setTags(req.user.id, Number(req.params.id), tags)
      return res.sendStatus(found ? 204 : 404)
    } catch (error) {
      return next(error)
    }
  })

  return router
}
