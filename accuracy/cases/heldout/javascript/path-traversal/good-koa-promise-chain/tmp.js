import { createHash } from 'node:crypto'
import { unlink } from 'node:fs/promises'

const nameOf = (key) => createHash('sha256').update(key).digest('hex')

export const forget = (key) =>
  Promise.resolve(key)
    .then(nameOf)
    .then((name) => unlink(`/srv/tmp/${name}`))
