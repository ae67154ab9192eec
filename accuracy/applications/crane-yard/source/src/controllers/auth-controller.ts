import type { Request, Response } from 'express'
import { HttpError } from '../core/errors'
import { authService } from '../services/auth-service'
import { tokens } from '../services/token-service'

const text = (value: unknown): string => {
  if (typeof value !== 'string' || value.length === 0 || value.length > 200) throw new HttpError(400, 'A text is missing')
  return value
}

export const authController = {
  login: async (req: Request, res: Response): Promise<void> => {
    res.json(await authService.login(text(req.body.email), text(req.body.password)))
  },
  refresh: async (req: Request, res: Response): Promise<void> => {
    res.json(await authService.refresh(text(req.body.refresh)))
  },
  logout: async (req: Request, res: Response): Promise<void> => {
    await tokens.forget(req.actor.id)
    res.status(204).end()
  },
  forgot: async (req: Request, res: Response): Promise<void> => {
    await authService.startReset(text(req.body.email))
    res.status(202).end()
  },
  reset: async (req: Request, res: Response): Promise<void> => {
    const password = text(req.body.password)
    if (password.length < 12) throw new HttpError(400, 'Twelve letters at least')
    await authService.finishReset(text(req.body.email), text(req.body.code), password)
    res.status(204).end()
  },
}
