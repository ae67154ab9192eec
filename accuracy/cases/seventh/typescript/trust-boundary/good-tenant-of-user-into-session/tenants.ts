import express, { type NextFunction, type Request, type Response } from 'express'
import { tenantsOf } from './members.js'

declare module 'express-session' {
  interface SessionData {
    userId: string
    tenant: string
  }
}

const router = express.Router()

router.post('/tenant', async (req: Request, res: Response, next: NextFunction) => {
  const userId = req.session.userId
  if (!userId) {
    res.sendStatus(401)
    return
  }
  try {
    const named = req.get('x-tenant')?.trim() ?? ''
    const tenants = await tenantsOf(userId)
    const tenant = tenants.find((one) => one === named) ?? tenants[0]
    if (tenant === undefined) {
      res.sendStatus(403)
      return
    }
    req.session.tenant = tenant
    res.json({ tenant })
  } catch (error) {
    next(error)
  }
})

export default router
