import {
  type CallHandler,
  type ExecutionContext,
  GatewayTimeoutException,
  Injectable,
  InternalServerErrorException,
  type NestInterceptor,
  SetMetadata,
  StreamableFile,
} from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { TimeoutError, catchError, map, throwError, timeout } from 'rxjs'
import { type ZodTypeAny, z } from 'zod'

const VIEW = Symbol('view')

/** What of the result the client gets to see. */
export const Presents = (view: ZodTypeAny) => SetMetadata(VIEW, view)
export const Nothing = z.unknown().transform(() => undefined)
export const Stream = z.instanceof(StreamableFile)

@Injectable()
export class PresentInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const view = this.reflector.get<ZodTypeAny | undefined>(VIEW, context.getHandler())
    if (!view) throw new InternalServerErrorException('this route has no view')
    return next.handle().pipe(map((result) => view.parse(result)))
  }
}

@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      timeout(15_000),
      catchError((err) => throwError(() => (err instanceof TimeoutError ? new GatewayTimeoutException('too-slow') : err))),
    )
  }
}
