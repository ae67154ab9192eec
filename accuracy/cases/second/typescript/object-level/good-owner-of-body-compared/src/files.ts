import { Router } from 'express'
import { requireUser } from './auth.js'
import { bucket } from './bucket.js'
import { files as store } from './store.js'

export const files = Router()
files.use(requireUser)

files.post('/files/:id/share', async (req, res) => {
  const file = await store.findById(req.params.id)
  if (!file || file.ownerId !== req.user!.id) {
    res.status(404).json({ error: 'no such file' })
    return
  }
  const url = await bucket.signedUrl(file.key, { expiresIn: 600 })
  res.status(201).json({ url })
})
