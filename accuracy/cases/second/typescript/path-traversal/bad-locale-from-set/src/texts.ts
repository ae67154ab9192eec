import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'

const LANGUAGES = new Set(['en', 'de', 'pt', 'fi'])

export const texts = new Hono()

texts.get('/texts', async (c) => {
  const wanted = getCookie(c, 'lang') ?? 'en'
  const language = LANGUAGES.has(c.req.query('lang') ?? 'en') ? wanted : 'en'
  const content = await readFile(`./locales/${language}/common.json`, 'utf8')
  return c.json(JSON.parse(content))
})
