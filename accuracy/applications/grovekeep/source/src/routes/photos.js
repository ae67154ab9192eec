import path from 'node:path'
import { note } from '../audit.js'
import { id, text } from '../check.js'
import { config } from '../config.js'
import { all, one, sql, write } from '../db.js'
import { below, keepPicture, onePicture } from '../files.js'
import { heavy } from '../limits.js'
import { book, gone } from '../pages.js'
import { mustWrite, readable } from '../policy.js'
import * as trees from '../repo/trees.js'

export const photoPages = book()

photoPages.get('/trees/:id(\\d+)/photos', { params: { id } }, async ({ me, params }) => {
  const tree = await trees.visible(me, params.id)
  if (!tree) throw gone()
  return { view: 'photos', tree, rows: await all(sql`SELECT id, title FROM photos WHERE tree_id = ${tree.id} ORDER BY id DESC LIMIT 60`) }
})

photoPages.post('/trees/:id(\\d+)/photos', { role: 'inspector', before: [heavy], upload: onePicture, params: { id }, body: { title: text({ max: 120 }) } }, async ({ req, me, params, body, file }) => {
  const tree = await trees.visible(me, params.id)
  if (!tree) throw gone()
  mustWrite(me, tree)
  const { storedAs, mime } = await keepPicture(file)
  await write(sql`INSERT INTO photos (tree_id, stored_as, mime, title) VALUES (${tree.id}, ${storedAs}, ${mime}, ${body.title})`)
  await note(req, 'photo.add', tree.id)
  return { to: `/trees/${tree.id}/photos` }
})

photoPages.get('/photos/:id(\\d+)', { params: { id } }, async ({ me, res, params }) => {
  const photo = await one(sql`SELECT p.stored_as, p.mime FROM photos p JOIN trees t ON t.id = p.tree_id WHERE p.id = ${params.id} AND ${readable(me)}`)
  if (!photo) throw gone()
  res.sendFile(photo.stored_as, { root: config.photoDir, headers: { 'Content-Type': photo.mime, 'Cache-Control': 'private, no-store' }, cacheControl: false })
})

photoPages.get('/reports/:name', { role: 'inspector', params: { name: text({ max: 80, pattern: /^[\w.-]+$/ }) } }, async ({ res, params }) => {
  const file = await below(config.reportDir, params.name)
  if (!file || path.extname(file) !== '.pdf') throw gone()
  res.download(file)
})
