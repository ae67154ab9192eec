import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common'
import escapeHtml from 'escape-html'
import type { Request, Response } from 'express'

@Catch(NotFoundException)
export class NotFoundFilter implements ExceptionFilter {
  catch(_error: NotFoundException, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const { originalUrl } = http.getRequest<Request>()
    const response = http.getResponse<Response>()
    const where = escapeHtml(decodeURIComponent(originalUrl))
    response.status(404).send(`<!doctype html><p>There is no page at <b>${where}</b></p>`)
  }
}
