import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import Router from '@koa/router'
import { member } from './auth.js'

const run = promisify(execFile)
const REFERENCE = /^[a-z0-9][a-z0-9._/-]{0,99}$/i
export const router = new Router()

router.get('/repositories/:id/diff', member, async (ctx) => {
  const { from, to = 'HEAD' } = ctx.query
  ctx.assert(REFERENCE.test(from) && REFERENCE.test(to), 422, 'not a reference')
  const { stdout } = await run('git', ['diff', '--stat', from, to], {
    cwd: ctx.state.repository.folder,
    timeout: 10_000,
  })
  ctx.body = { lines: stdout.split('\n').slice(0, 500) }
})
