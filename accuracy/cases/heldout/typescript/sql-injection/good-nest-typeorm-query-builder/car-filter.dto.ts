import { Type } from 'class-transformer'
import { IsInt, IsOptional, IsString, Max, MaxLength } from 'class-validator'

export class CarFilter {
  @IsOptional()
  @IsString()
  @MaxLength(60)
  brand?: string

  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit = 20
}
