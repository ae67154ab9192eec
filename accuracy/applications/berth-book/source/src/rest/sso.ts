import { Router } from 'express'
import { userOf } from '../context'
import { localPath } from '../lib/return-to'

export const sso = Router()

/** The way back from the sign-on of the marina group. */
sso.get('/return', async (req, res, next) => {
  try {
    const user = await userOf(req)
    if (!user) return void res.redirect('/sign-in')
    res.redirect(localPath(req.query.to))
  } catch (error) {
    next(error)
  }
})

sso.get('/leave', (_req, res) => {
  res.clearCookie('berth').redirect('/')
})
