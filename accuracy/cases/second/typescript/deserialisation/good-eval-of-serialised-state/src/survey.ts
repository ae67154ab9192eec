import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { readState } from './state.js'

export const survey = new Hono()

survey.get('/survey', (c) => {
  const cookie = getCookie(c, 'survey')
  const state = cookie ? readState(cookie) : { step: 0, answers: {} }
  return c.json({ step: state.step, answered: Object.keys(state.answers).length })
})
