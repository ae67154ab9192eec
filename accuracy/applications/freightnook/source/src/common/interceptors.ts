import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor, RequestTimeoutException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import type { Response } from 'express'
import { catchError, concatMap, finalize, from, map, throwError, timeout, TimeoutError } from 'rxjs'
import type { Repository } from 'typeorm'
import { Audit } from '../entities.js'
import type { Asked } from './access.js'

/** Changes of rows are written down before they are answered. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(@InjectRepository(Audit) private readonly audit: Repository<Audit>) {}

  intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<Asked>()
    const me = request.ability?.me
    if (request.method === 'GET' || !me) return next.handle()
    const action = `${context.getClass().name}.${context.getHandler().name}`
    return next.handle().pipe(
      concatMap((value) => {
        const subject = String(request.params.id ?? (value as { id?: string } | undefined)?.id ?? me.id)
        return from(this.audit.insert({ firmId: me.firmId, actor: me.id, action, subject })).pipe(map(() => value))
      }),
    )
  }
}

@Injectable()
export class TimeInterceptor implements NestInterceptor {
  private readonly log = new Logger('http')

  intercept(context: ExecutionContext, next: CallHandler) {
    const began = Date.now()
    const request = context.switchToHttp().getRequest<Asked>()
    const response = context.switchToHttp().getResponse<Response>()
    return next.handle().pipe(
      timeout(25_000),
      catchError((err) => throwError(() => (err instanceof TimeoutError ? new RequestTimeoutException() : err))),
      finalize(() => this.log.log(`${response.getHeader('x-request-id')} ${request.method} ${context.getClass().name}.${context.getHandler().name} ${Date.now() - began}ms`)),
    )
  }
}
