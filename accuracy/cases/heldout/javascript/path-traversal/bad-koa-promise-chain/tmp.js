import { unlink } from 'node:fs/promises'

const nameOf = (key) => key

export const forget = (key) =>
  Promise.resolve(key)
    .then(nameOf)
    .then((name) => unlink(`/srv/tmp/${name}`))
