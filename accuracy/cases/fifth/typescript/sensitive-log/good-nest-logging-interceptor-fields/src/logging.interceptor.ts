import { CallHandler, ExecutionContext, Injectable, Logger, NestInterceptor } from '@nestjs/common'
import { tap } from 'rxjs'

@Injectable()
export class LoggingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('http')

  intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest()
    const started = Date.now()
    this.logger.log(`${request.method} ${encodeURI(request.path)}`)
    return next.handle().pipe(tap(() => this.logger.log(`answered after ${Date.now() - started} ms`)))
  }
}
