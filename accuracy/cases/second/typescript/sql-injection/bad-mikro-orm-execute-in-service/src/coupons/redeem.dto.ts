import { IsString, MaxLength } from 'class-validator'

export class RedeemDto {
  @IsString()
  @MaxLength(60)
  code!: string
}
