import { readdirSync } from 'node:fs'

const FOLDER = '/srv/gallery'

export class Gallery {
  async names() {
    const names = readdirSync(FOLDER)
    return names.filter((name) => name.endsWith('.webp')).slice(0, 100)
  }
}
