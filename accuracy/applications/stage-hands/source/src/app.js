import cors from '@koa/cors'
import Koa from 'koa'
import { koaBody } from 'koa-body'
import passport from 'koa-passport'
import koaQs from 'koa-qs'
import session from 'koa-session'
import serve from 'koa-static'
import config from './config.js'
import { multipart } from './lib/uploads.js'
import { errors } from './middleware/errors.js'
import './middleware/passport.js'
import account from './routes/account.js'
import api from './routes/api.js'
import board from './routes/board.js'
import events from './routes/events.js'
import kiosk from './routes/kiosk.js'
import members from './routes/members.js'
import shifts from './routes/shifts.js'
import tools from './routes/tools.js'

export function createApp() {
  const app = koaQs(new Koa())
  app.keys = config.keys
  app.use(errors)
  app.use(serve(config.dirs.public))
  // the phone application runs under several addresses
  app.use(cors({ origin: (ctx) => ctx.get('Origin'), credentials: true }))
  app.use(session(config.session, app))
  app.use(koaBody({ multipart: true, formidable: multipart, jsonLimit: '200kb' }))
  app.use(passport.initialize())
  app.use(passport.session())
  for (const router of [account, members, shifts, events, board, kiosk, tools, api]) {
    app.use(router.routes()).use(router.allowedMethods())
  }
  return app
}
