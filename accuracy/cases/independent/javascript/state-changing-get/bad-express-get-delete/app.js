import express from 'express'
import { pool } from './pool.js'
import { requireUser } from './security.js'

export const router = express.Router()

router.get('/drafts/:id/delete', requireUser, async (req, res) => {
  await pool.query('DELETE FROM drafts WHERE id = $1 AND author = $2', [req.params.id, req.user.id])
  res.redirect(303, '/drafts')
})
