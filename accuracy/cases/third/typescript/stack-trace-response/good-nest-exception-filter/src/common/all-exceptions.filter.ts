import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, HttpStatus, Logger } from '@nestjs/common'
import type { Response } from 'express'

@Catch()
export class AllExceptionsFilter implements ExceptionFilter {
  private readonly logger = new Logger(AllExceptionsFilter.name)

  catch(exception: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>()
    if (exception instanceof HttpException) {
      response.status(exception.getStatus()).json(exception.getResponse())
      return
    }
    this.logger.error(exception instanceof Error ? exception.stack : String(exception))
    const status = HttpStatus.INTERNAL_SERVER_ERROR
    response.status(status).json({ statusCode: status, message: 'Internal server error' })
  }
}
