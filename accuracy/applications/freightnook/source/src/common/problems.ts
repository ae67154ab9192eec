import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common'
import type { Response } from 'express'
import { OptimisticLockVersionMismatchError, QueryFailedError } from 'typeorm'

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('problem')

  catch(error: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>()
    const id = String(response.getHeader('x-request-id') ?? '')
    const [status, title] = this.told(error)
    if (status >= 500) this.log.error(`${id} failed`, error instanceof Error ? error.stack : undefined)
    if (response.headersSent) return void response.destroy()
    response.status(status).json({ title, id })
  }

  private told(error: unknown): [number, string | string[]] {
    if (error instanceof HttpException) {
      const body = error.getResponse()
      return [error.getStatus(), error.getStatus() >= 500 ? 'something went wrong' : typeof body === 'string' ? body : ((body as { message?: string[] }).message ?? 'refused')]
    }
    const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined
    if (code === '23505' || code === '23503' || error instanceof OptimisticLockVersionMismatchError) return [409, 'conflicts with what is there']
    const status = (error as { status?: unknown } | null)?.status
    return typeof status === 'number' && status >= 400 && status < 500 ? [status, 'bad request'] : [500, 'something went wrong']
  }
}
