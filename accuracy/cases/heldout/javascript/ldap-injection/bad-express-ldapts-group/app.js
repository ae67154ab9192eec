import express from 'express'
import { membersOf } from './groups.js'

export const app = express()

app.get('/groups/:group/members', async (req, res) => {
  res.json(await membersOf(req.params.group))
})
