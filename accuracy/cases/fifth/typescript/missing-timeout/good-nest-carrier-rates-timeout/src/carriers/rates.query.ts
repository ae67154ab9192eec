import { Type } from 'class-transformer'
import { IsInt, IsPostalCode, Max, Min } from 'class-validator'

export class RatesQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(30_000) grams: number
  @IsPostalCode('NO') postcode: string
}
