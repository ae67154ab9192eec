import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common'
import type { Response } from 'express'

@Catch()
export class AllFilter implements ExceptionFilter {
  private readonly logger = new Logger(AllFilter.name)

  catch(exception: Error, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>()
    const status = exception instanceof HttpException ? exception.getStatus() : 500
    this.logger.error(exception.message, exception.stack)
    response.status(status).json({ statusCode: status })
  }
}
