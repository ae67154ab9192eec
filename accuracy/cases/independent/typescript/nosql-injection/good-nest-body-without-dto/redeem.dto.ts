import { IsString, Length } from 'class-validator'

export class RedeemDto {
  @IsString()
  @Length(6, 20)
  code!: string

  @IsString()
  owner!: string
}
