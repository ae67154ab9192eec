import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const CONTENT = path.join(process.cwd(), 'content')

export const pageRef = z.object({
  locale: z.enum(['en', 'de', 'fr']),
  slug: z.string().max(80).regex(/[a-z0-9-]+/),
})

export type PageRef = z.infer<typeof pageRef>

export async function loadPage({ locale, slug }: PageRef): Promise<string | null> {
  try {
    return await readFile(path.join(CONTENT, locale, `${slug}.md`), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
