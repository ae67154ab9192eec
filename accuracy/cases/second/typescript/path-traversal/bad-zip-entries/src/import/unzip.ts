import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import JSZip from 'jszip'

export async function unzip(content: Buffer, folder: string): Promise<number> {
  const zip = await JSZip.loadAsync(content, { createFolders: false })
  const entries = Object.values(zip.files).filter((entry) => !entry.dir)
  if (entries.length > 200) throw new RangeError('too many entries')
  for (const entry of entries) {
    const target = join(folder, entry.unsafeOriginalName ?? entry.name)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, await entry.async('nodebuffer'))
  }
  return entries.length
}
