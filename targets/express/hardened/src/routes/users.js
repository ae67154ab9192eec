import { Router } from 'express'
import { z } from 'zod'
import { parse, text } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const Profile = z.strictObject({ name: text(80) })
const Preferences = z.strictObject({ theme: z.enum(['light', 'dark']).default('light'), density: z.enum(['normal', 'compact']).default('normal') })

const COLUMNS = 'id, email, name, role'

export function userRoutes({ database }) {
  const router = Router()
  const profile = (id) => database.get(`SELECT ${COLUMNS} FROM users WHERE id = ?`, id)

  router.route('/me')
    .get((request, response) => response.json(profile(request.principal.id)))
    .patch((request, response) => {
      const { name } = parse(Profile, request.body)
      database.run('UPDATE users SET name = ? WHERE id = ?', name, request.principal.id)
      response.json(profile(request.principal.id))
    })
    .all(onlyMethods('GET', 'PATCH'))

  router.route('/me/preferences')
    .get((request, response) => response.json(database.get('SELECT theme, density FROM users WHERE id = ?', request.principal.id)))
    .put((request, response) => {
      const { theme, density } = parse(Preferences, request.body)
      database.run('UPDATE users SET theme = ?, density = ? WHERE id = ?', theme, density, request.principal.id)
      response.json({ theme, density })
    })
    .all(onlyMethods('GET', 'PUT'))

  return router
}
