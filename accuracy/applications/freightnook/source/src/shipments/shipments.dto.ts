import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator'
import { Paging } from '../common/dto.js'
import type { ShipmentState } from '../entities.js'

const port = /^[A-Z]{2}[A-Z2-9]{3}$/

export class ShipmentFields {
  @Matches(/^[A-Z0-9/-]{3,30}$/) reference: string
  @Matches(port) origin: string
  @Matches(port) destination: string
  @IsInt() @Min(1) @Max(60_000) weightKg: number
}

export class ShipmentChange {
  @IsOptional() @Matches(port) origin?: string
  @IsOptional() @Matches(port) destination?: string
  @IsOptional() @IsInt() @Min(1) @Max(60_000) weightKg?: number
  @IsInt() @Min(1) version: number
}

export class ShipmentSearch extends Paging {
  @IsOptional() @IsString() @MaxLength(40) q?: string
  @IsOptional() @IsIn(['draft', 'booked', 'moving', 'done']) state?: ShipmentState
  @IsIn(['created', 'reference', 'weight']) sort: 'created' | 'reference' | 'weight' = 'created'
  @IsIn(['ASC', 'DESC']) dir: 'ASC' | 'DESC' = 'DESC'
}

export class RateQuery {
  @IsIn(['baltica', 'rhenus']) carrier: 'baltica' | 'rhenus'
  @Type(() => String) @IsString() @Length(5, 5) @Matches(port) from: string
  @Matches(port) to: string
}
