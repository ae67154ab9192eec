import { CallHandler, ExecutionContext, Injectable, NestInterceptor, Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { map, Observable, timeout } from 'rxjs';

/** Answers hold the exposed properties of the given class and nothing else. */
@Injectable()
export class PresentInterceptor implements NestInterceptor {
  constructor(private readonly dto: Type) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const options = { excludeExtraneousValues: true };
    return next.handle().pipe(
      timeout(15_000),
      map((value) => plainToInstance(this.dto, value, options)),
    );
  }
}
