import { Router } from 'express'
import { getJson } from './http.js'

export const holidays = Router()

holidays.get('/holidays', async (_req, res) => {
  res.json(await getJson<string[]>('https://calendar.example.com/holidays'))
})
