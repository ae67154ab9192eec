import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common'
import type { Request, Response } from 'express'
import { type Observable, tap } from 'rxjs'

@Injectable()
export class LoggingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('http')

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle()
    const http = context.switchToHttp()
    const request = http.getRequest<Request>()
    const started = performance.now()
    return next.handle().pipe(
      tap({
        next: () => this.write(request, http.getResponse<Response>().statusCode, started),
        error: (error) => this.write(request, error.status ?? 500, started),
      }),
    )
  }

  private write(request: Request, status: number, started: number): void {
    const { method, path } = request
    const milliseconds = Math.round(performance.now() - started)
    const headers = { ...request.headers, host: undefined }
    this.logger.log({ method, path, status, milliseconds, headers })
  }
}
