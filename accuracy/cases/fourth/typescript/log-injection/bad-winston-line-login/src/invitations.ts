import { Router } from 'express'
import { logger } from './logger.js'
import { sendInvitation } from './mail.js'

export const router = Router()

router.post('/invitations', async (req, res, next) => {
  try {
    const address: string = req.body.address
    logger.info(`invitation requested for ${address}`)
    await sendInvitation(address)
    res.status(202).end()
  } catch (error) {
    next(error)
  }
})
