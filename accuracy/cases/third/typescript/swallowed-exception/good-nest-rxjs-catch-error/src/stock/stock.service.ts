import { HttpService } from '@nestjs/axios'
import { Injectable, Logger, ServiceUnavailableException } from '@nestjs/common'
import type { AxiosError } from 'axios'
import { catchError, firstValueFrom, map, of, throwError } from 'rxjs'

interface Level {
  sku: string
  available: number
}

@Injectable()
export class StockService {
  private readonly logger = new Logger(StockService.name)

  constructor(private readonly http: HttpService) {}

  reserve(sku: string, quantity: number): Promise<Level | null> {
    const reserved = this.http.post<Level>('/reservations', { sku, quantity }, { timeout: 3000 }).pipe(
      map(({ data }) => data),
      catchError((error: AxiosError) => {
        this.logger.error(`reservation failed with ${error.response?.status ?? error.code}`)
        if (error.response?.status === 409) return of(null)
        return throwError(() => new ServiceUnavailableException('The stock is not known now'))
      }),
    )
    return firstValueFrom(reserved)
  }
}
