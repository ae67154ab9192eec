import { Router } from 'express'
import { requireUser } from './access.js'
import { albums } from './album-repository.js'

export const router = Router()
router.use(requireUser)

router.delete('/albums/:album', async (req, res) => {
  await albums.findOneAndDelete({ _id: req.params.album, owner: req.user!.id })
  res.sendStatus(204)
})
