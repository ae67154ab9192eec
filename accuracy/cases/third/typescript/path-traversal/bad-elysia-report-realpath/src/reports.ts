import { readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Elysia, t } from 'elysia'
import { session } from './session'

const ROOT = await realpath(process.env.REPORT_ROOT ?? '/data/reports')

class OutsideRoot extends Error {}

async function reportPath(team: string, file: string): Promise<string> {
  const path = [ROOT, team, file].join(sep)
  if (!path.startsWith(`${ROOT}${sep}${team}${sep}`)) throw new OutsideRoot(file)
  return path
}

export const reports = new Elysia({ prefix: '/reports' })
  .use(session)
  .onError(({ error, set }) => {
    if (error instanceof OutsideRoot || (error as NodeJS.ErrnoException).code === 'ENOENT') {
      set.status = 404
      return { message: 'No such report' }
    }
  })
  .get('/', async ({ user }) => {
    const names = await readdir(join(ROOT, user.team))
    return { reports: names.filter((name) => name.endsWith('.pdf')).slice(0, 200) }
  })
  .get(
    '/download',
    async ({ user, query, set }) => {
      const path = await reportPath(user.team, query.file)
      set.headers['content-disposition'] = 'attachment'
      return Bun.file(path)
    },
    { query: t.Object({ file: t.String({ minLength: 1, maxLength: 200 }) }) },
  )
