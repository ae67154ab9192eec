import type { Request, Response } from 'express'
import { authService } from '../services/auth.service'

export const authController = {
  async register(req: Request, res: Response) {
    res.status(201).json(await authService.register(req.body))
  },
  async login(req: Request, res: Response) {
    res.json(await authService.login(req.body))
  },
  async refresh(req: Request, res: Response) {
    res.json(await authService.refresh(req.body.refreshToken))
  },
  async forgot(req: Request, res: Response) {
    await authService.forgot(req.body.email)
    res.status(202).end()
  },
  async reset(req: Request, res: Response) {
    await authService.reset(req.body)
    res.status(204).end()
  },
  async changePassword(req: Request, res: Response) {
    await authService.changePassword(req.principal.id, String(req.body.current), String(req.body.next))
    res.status(204).end()
  },
  async serviceToken(req: Request, res: Response) {
    res.status(201).json({ token: authService.serviceToken(req.principal.org) })
  },
  async feedToken(req: Request, res: Response) {
    res.status(201).json({ token: authService.feedToken(req.principal.org, req.params.id) })
  },
}
