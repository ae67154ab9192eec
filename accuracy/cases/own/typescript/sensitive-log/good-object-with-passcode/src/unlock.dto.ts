import { IsEmail, IsString } from 'class-validator'

export class UnlockDto {
  @IsEmail()
  mail!: string

  @IsString()
  passphrase!: string
}
