import { readdir } from 'node:fs/promises'

const FOLDER = '/srv/gallery'

export class Gallery {
  async names() {
    const names = await readdir(FOLDER)
    return names.filter((name) => name.endsWith('.webp')).slice(0, 100)
  }
}
