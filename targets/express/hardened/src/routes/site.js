import { Router } from 'express'
import { z } from 'zod'
import { log } from '../lib/log.js'
import { notFound } from '../lib/problem.js'
import { parse, text } from '../lib/validate.js'
import { onlyMethods } from '../middleware/protocol.js'

const PARTNERS = new Map([['postal', 'https://post.example/track'], ['returns', 'https://returns.example/start']])
const STORES = [{ city: 'Bergen', email: 'bergen@stores.example' }, { city: 'Porto', email: 'porto@stores.example' }]
const Help = z.strictObject({ q: text(80).default('') })

/** What anyone may see. */
export function siteRoutes({ database, state }) {
  const router = Router()

  router.route('/health/live').get((_request, response) => response.json({ status: 'ok' })).all(onlyMethods('GET'))

  router.route('/health').get((_request, response) => {
    const healthy = !state.draining && databaseAnswers(database)
    response.status(healthy ? 200 : 503).json({ status: healthy ? 'ok' : 'unavailable', checks: { database: healthy ? 'ok' : 'unavailable' } })
  }).all(onlyMethods('GET'))

  router.route('/api/stores').get((_request, response) => response.json({ stores: STORES })).all(onlyMethods('GET'))

  router.route('/api/help').get((request, response) => {
    const { q } = parse(Help, request.query)
    response.json({ query: q, articles: [] })
  }).all(onlyMethods('GET'))

  router.route('/go/:partner').get((request, response) => {
    const target = PARTNERS.get(request.params.partner)
    if (target === undefined) throw notFound()
    response.redirect(302, target)
  }).all(onlyMethods('GET'))

  return router
}

function databaseAnswers(database) {
  try {
    return database.get('SELECT 1 AS one').one === 1
  } catch (error) {
    log('error', 'health.database', { error: error.message })
    return false
  }
}
