import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import { errors, requestLog } from './middleware/errors.ts'
import { caching, cors } from './middleware/headers.ts'
import { limits } from './middleware/limits.ts'
import { agents } from './routes/agents.ts'
import { attachments } from './routes/attachments.ts'
import { auth } from './routes/auth.ts'
import { hooks } from './routes/hooks.ts'
import { me } from './routes/me.ts'
import { ops } from './routes/ops.ts'
import { pages } from './routes/pages.ts'
import { comments, tickets } from './routes/tickets.ts'

export const app = new Koa({ proxy: true })

app.use(errors)
app.use(cors)
app.use(caching)
app.use(limits)
app.use(bodyParser({ enableTypes: ['json', 'form', 'text'], jsonLimit: '100mb', formLimit: '100mb', jsonStrict: false }))
app.use(requestLog)

for (const router of [ops, pages, auth, me, attachments, tickets, comments, agents, hooks]) {
  app.use(router.routes())
}
