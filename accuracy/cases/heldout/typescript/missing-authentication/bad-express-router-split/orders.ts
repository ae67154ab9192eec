import { type Request, type Response, Router } from 'express'
import { cancelOrder } from './store.js'

export const ordersRouter = Router()

ordersRouter.delete('/:id', async (req: Request, res: Response) => {
  await cancelOrder(Number(req.params.id), res.locals.userId)
  res.status(204).end()
})
