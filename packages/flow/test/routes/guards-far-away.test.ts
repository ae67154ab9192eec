import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A route with the guards that really keep somebody out. */
function lineOf({ method, path, guards }: RouteFact): string {
  return `${method} ${path} [${guards
    .filter(({ proof }) => proof !== 'never-refuses' && proof !== 'declared-open')
    .map(({ kind }) => kind)
    .join(', ')}]`
}

const ASKS = `const asks = (req, res, next) => {\n  if (!req.user || !req.user.isAdmin) return res.status(403).end()\n  next()\n}\n`
const SHOP = (body: string): Record<string, string> => ({
  'installer.js': `const express = require('express')\nconst app = express()\napp.listen(3001)\n`,
  'app.js': `const express = require('express')\nconst nconf = require('nconf')\nconst app = express()\nconst base = nconf.get('base')\n${ASKS}${body}app.listen(3000)\n`,
})
const ROUTERS = `const routers = [express.Router(), express.Router()]\nconst admin = express.Router()\nadmin.get('/users', (req, res) => res.json([]))\nrouters[1].use('/admin', admin)\n`

it.each<[string, Record<string, string>, string[]]>([
  [
    'of all() above routers that a loop over a list mounts',
    SHOP(`app.all(base + '(/admin|/admin/*?)', asks)\n${ROUTERS}for (let i = 0; i < routers.length; i += 1) app.use(base, routers[i])\n`),
    ['GET /admin/users [role]'],
  ],
  [
    'of use() above a router that stands at the root',
    SHOP(`app.use('/admin', asks)\n${ROUTERS}app.use(routers[1])\n`),
    ['GET /admin/users [role]'],
  ],
  [
    'of another path',
    SHOP(`app.all(base + '(/staff|/staff/*?)', asks)\n${ROUTERS}for (const one of routers) app.use(base, one)\n`),
    ['GET /admin/users []'],
  ],
])('guards %s', async (_, files, lines) => {
  expect((await analysisOf(files)).routes.map(lineOf)).toEqual(lines)
})
