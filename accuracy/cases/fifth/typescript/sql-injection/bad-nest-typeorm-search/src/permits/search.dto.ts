import { IsOptional, IsString } from 'class-validator'

export class SearchPermits {
  @IsString() street: string
  @IsOptional() @IsString() order = 'endsOn'
}
