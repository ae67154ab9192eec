import Router from '@koa/router'
import yaml from 'js-yaml'
import config from '../config.js'
import { Event } from '../lib/models.js'
import { programme } from '../lib/papers.js'
import { coordinator, signedIn } from '../middleware/guards.js'

const router = new Router({ prefix: '/events' })

router.get('/programme', (ctx) => {
  ctx.type = 'text'
  ctx.body = programme()
})

// shows as the dramaturgs write them down
router.post('/import', coordinator, async (ctx) => {
  const shows = yaml.load(String(ctx.request.body.text))
  const rows = [].concat(shows ?? []).map(({ title, day, hall }) => ({ title: String(title), day: String(day), hall: Number(hall) }))
  await Event.insertMany(rows.slice(0, 200))
  ctx.body = { read: rows.length }
})

router.post('/check', coordinator, (ctx) => {
  const shows = yaml.safeLoad(String(ctx.request.body.text))
  ctx.body = { shows: Array.isArray(shows) ? shows.length : 0 }
})

// the calendar of another house
router.post('/calendar', signedIn, async (ctx) => {
  const answer = await fetch(ctx.request.body.url, { signal: AbortSignal.timeout(8000) })
  const text = await answer.text()
  ctx.body = { titles: text.split('\n').filter((line) => line.startsWith('SUMMARY:')), raw: text.slice(0, 2000) }
})

router.get('/weather', signedIn, async (ctx) => {
  const query = new URLSearchParams({ day: String(ctx.query.day) })
  const answer = await fetch(`${config.weather}?${query}`, { signal: AbortSignal.timeout(3000) })
  ctx.body = await answer.json()
})

export default router
