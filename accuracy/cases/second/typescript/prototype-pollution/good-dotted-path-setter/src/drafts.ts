import { Router } from 'express'
import { requireUser } from './auth.js'
import { drafts as store } from './store.js'

export const drafts = Router()

function setPath(target: Record<string, any>, path: string, value: string): void {
  const parts = path.split('.')
  const last = parts.pop()!
  let node = target
  for (const part of parts) {
    if (!Object.hasOwn(node, part)) throw new RangeError('no such part')
    node = node[part]
  }
  if (!Object.hasOwn(node, last)) throw new RangeError('no such field')
  node[last] = value
}

drafts.patch('/draft', requireUser, async (req, res) => {
  const draft = await store.of(req.user!.id)
  for (const { path, value } of req.body.changes as { path: string; value: string }[]) setPath(draft, path, value)
  await store.save(req.user!.id, draft)
  res.sendStatus(204)
})
