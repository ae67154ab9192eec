import { Router } from 'express'
import { requireModerator } from './auth.js'
import { comments as store } from './store.js'

export const comments = Router()

comments.post('/comments/:id/delete', requireModerator, async (req, res) => {
  await store.remove(Number(req.params.id))
  res.redirect(303, '/moderation')
})
