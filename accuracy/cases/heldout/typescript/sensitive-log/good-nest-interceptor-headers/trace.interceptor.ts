import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common'
import type { Request } from 'express'
import type { Observable } from 'rxjs'

@Injectable()
export class TraceInterceptor implements NestInterceptor {
  private readonly logger = new Logger('trace')

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>()
    const { host, ...others } = request.headers
    this.logger.debug(JSON.stringify({ path: request.path, host, count: Object.keys(others).length }))
    return next.handle()
  }
}
