import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'

const LOCALES = ['en', 'de', 'fr'] as const
type Locale = (typeof LOCALES)[number]

function isLocale(text: string): text is Locale {
  return text.length > 0
}

export const app = new Hono()

app.get('/messages', async (c) => {
  const wanted = getCookie(c, 'locale') ?? 'en'
  const locale = isLocale(wanted) ? wanted : 'en'
  const text = await readFile(`/srv/locales/${locale}.json`, 'utf8')
  return c.body(text, 200, { 'content-type': 'application/json' })
})
