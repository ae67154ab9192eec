import { IsIn, IsOptional, IsString } from 'class-validator'

export class SearchPermits {
  @IsString() street: string
  @IsOptional() @IsIn(['endsOn', 'street', 'holder']) order = 'endsOn'
}
