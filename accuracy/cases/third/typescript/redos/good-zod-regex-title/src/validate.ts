import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { ZodType } from 'zod'

export function validate(schema: ZodType): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const result = schema.safeParse(req.body)
    if (!result.success) {
      res.status(422).json({ issues: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) })
      return
    }
    res.locals.body = result.data
    next()
  }
}
