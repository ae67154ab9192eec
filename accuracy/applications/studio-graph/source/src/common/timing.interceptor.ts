import { CallHandler, ExecutionContext, Injectable, Logger, NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { finalize, Observable, timeout } from 'rxjs';

/** Logs the field name and the time it took, never the arguments. */
@Injectable()
export class TimingInterceptor implements NestInterceptor {
  private readonly logger = new Logger('graphql');

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = context.getType<string>() === 'graphql' ? GqlExecutionContext.create(context).getInfo().fieldName : context.getHandler().name;
    const start = performance.now();
    return next.handle().pipe(
      timeout(10_000),
      finalize(() => this.logger.log(`${name} ${Math.round(performance.now() - start)}ms`)),
    );
  }
}
