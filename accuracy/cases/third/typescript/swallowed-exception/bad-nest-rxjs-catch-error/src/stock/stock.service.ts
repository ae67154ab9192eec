import { HttpService } from '@nestjs/axios'
import { Injectable } from '@nestjs/common'
import { catchError, firstValueFrom, map, of } from 'rxjs'

interface Level {
  sku: string
  available: number
}

@Injectable()
export class StockService {
  constructor(private readonly http: HttpService) {}

  reserve(sku: string, quantity: number): Promise<Level | null> {
    const reserved = this.http.post<Level>('/reservations', { sku, quantity }, { timeout: 3000 }).pipe(
      map(({ data }) => data),
      catchError(() => of(null)),
    )
    return firstValueFrom(reserved)
  }
}
