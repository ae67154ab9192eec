import { Router } from 'express'
import { preferences } from './store.js'
import { setPath } from './set-path.js'

export const preferencesRoutes = Router()

preferencesRoutes.patch('/preferences', async (req, res) => {
  const current = await preferences.of(req.user.id)
  const changed = Object.entries(req.body).reduce((all, [path, value]) => setPath(all, path, value), current)
  await preferences.save(req.user.id, changed)
  res.json(changed)
})
