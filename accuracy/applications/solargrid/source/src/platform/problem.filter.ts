import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common'
import { Prisma } from '@prisma/client'
import type { Request, Response } from 'express'

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem')

  /** Clients get a code and the number of their request; causes stay in the log. */
  catch(err: unknown, host: ArgumentsHost) {
    const req = host.switchToHttp().getRequest<Request & { number?: string }>()
    const res = host.switchToHttp().getResponse<Response>()
    const { status, code, fields } = this.describe(err)
    if (status >= 500) this.log.error(`${req.number} ${err instanceof Error ? err.stack : 'unknown'}`)
    if (res.headersSent) return res.destroy()
    res.status(status).json({ code, fields, request: req.number })
  }

  private describe(err: unknown): { status: number; code: string; fields?: string[] } {
    if (err instanceof HttpException && err.getStatus() < 500) {
      const body = err.getResponse()
      const fields = typeof body === 'object' && 'fields' in body ? (body.fields as string[]) : undefined
      return { status: err.getStatus(), code: err.message, fields }
    }
    if (err instanceof HttpException) return { status: err.getStatus(), code: 'unavailable' }
    if (err instanceof Prisma.PrismaClientKnownRequestError && err.code === 'P2025') return { status: 404, code: 'not-found' }
    const status = (err as { status?: unknown } | null)?.status
    if (status === 400 || status === 413 || status === 415) return { status, code: 'bad-request' }
    return { status: 500, code: 'internal' }
  }
}
