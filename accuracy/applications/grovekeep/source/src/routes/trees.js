import { note } from '../audit.js'
import { among, id, int, optional, paging, text, Wrong } from '../check.js'
import { oneTable } from '../files.js'
import { cell, readImport } from '../imports.js'
import { heavy } from '../limits.js'
import { book, clash, gone, refused } from '../pages.js'
import { mayWrite, mustWrite } from '../policy.js'
import * as trees from '../repo/trees.js'
import { lookUp } from '../species.js'

export const treePages = book()
const filters = {
  q: optional(text({ max: 60 }), ''),
  species: optional(text({ max: 120 }), ''),
  district: optional(int({ min: 1, max: 99 })),
  sort: among(trees.sortable.names, 'tag'),
  dir: among(['asc', 'desc'], 'asc'),
}
const notes = optional(text({ max: 8000 }), '')
const fields = { species: text({ max: 120 }), street: text({ max: 160 }), notes }

const seen = async (me, treeId) => {
  const tree = await trees.visible(me, treeId)
  if (!tree) throw gone()
  return tree
}

treePages.get('/', { query: { ...filters, ...paging } }, async ({ me, query }) => {
  const [rows, total] = await Promise.all([trees.search(me, query), trees.count(me, query)])
  return { view: 'trees', rows, total, query }
})

treePages.get('/trees.csv', { before: [heavy], query: filters }, async ({ me, res, query }) => {
  res.attachment('trees.csv').type('text/csv')
  res.write('tag,species,district,street\n')
  for (let page = 1; page <= 100; page++) {
    const rows = await trees.search(me, { ...query, page, size: 500 })
    res.write(rows.map((r) => `${[r.tag, r.species, r.district, r.street].map(cell).join(',')}\n`).join(''))
    if (rows.length < 500) break
  }
  res.end()
})

treePages.get('/trees/:id(\\d+)', { params: { id } }, async ({ me, params }) => {
  const tree = await seen(me, params.id)
  return { view: 'tree', tree, writable: mayWrite(me, tree) }
})

treePages.post('/trees', { role: 'inspector', body: { ...fields, tag: text({ max: 24, pattern: /^[A-Z0-9-]+$/ }), district: int({ min: 1, max: 99 }), year: optional(int({ min: 1700, max: 2100 })) } }, async ({ req, me, body }) => {
  mustWrite(me, body)
  try {
    const fresh = await trees.plant(body)
    await note(req, 'tree.plant', fresh)
    return { to: `/trees/${fresh}` }
  } catch (err) {
    if (err.code === 'ER_DUP_ENTRY') throw clash('The tag is taken')
    throw err
  }
})

treePages.post('/trees/:id(\\d+)', { role: 'inspector', params: { id }, body: { ...fields, girth: optional(int({ min: 1, max: 2000 })), version: id } }, async ({ req, me, params, body }) => {
  const tree = await seen(me, params.id)
  mustWrite(me, tree)
  if (!(await trees.save(tree, body))) throw clash('Someone else changed the tree meanwhile')
  await note(req, 'tree.save', tree.id)
  return { to: `/trees/${tree.id}` }
})

treePages.post('/trees/import', { role: 'inspector', before: [heavy], upload: oneTable }, async ({ req, me, file }) => {
  if (!file) throw new Wrong('table', 'is missing')
  const rows = await readImport(file)
  const known = await trees.tagged(rows.map((r) => r.tag))
  if (![...rows, ...known].every((r) => mayWrite(me, r))) throw refused('The table has trees of another district')
  await trees.importAll(rows)
  await note(req, 'tree.import', rows.length)
  return { to: '/' }
})

treePages.get('/species', { query: { source: among(['gbif', 'powo'], 'gbif'), name: text({ max: 120, pattern: /^[\p{L} .'-]+$/u }) } }, async ({ res, query }) => {
  const found = await lookUp(query.source, query.name).catch(() => null)
  res.status(found ? 200 : 404).json(found ?? { error: 'unknown' })
})
