import { Router } from 'express'
import { requireUser } from './access.js'
import { albums } from './album-repository.js'

export const router = Router()
router.use(requireUser)

router.delete('/albums/:album', async (req, res) => {
  if (req.body.owner !== req.user!.id) return res.sendStatus(404)
  await albums.findOneAndDelete({ _id: req.params.album })
  res.sendStatus(204)
})
