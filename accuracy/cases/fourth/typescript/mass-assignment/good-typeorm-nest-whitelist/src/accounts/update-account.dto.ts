import { IsString, MaxLength } from 'class-validator'

export class UpdateAccountDto {
  @IsString()
  @MaxLength(60)
  displayName!: string
}
