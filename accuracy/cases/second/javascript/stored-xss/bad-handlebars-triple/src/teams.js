import { Router } from 'express'
import { db } from './db.js'

export const teams = Router()

teams.get('/teams/:id', async (req, res) => {
  const team = await db('teams').first('id', 'name', 'motto').where({ id: Number(req.params.id) })
  if (!team) {
    res.sendStatus(404)
    return
  }
  res.render('team', { team })
})
