import { IsEmail, IsString, MaxLength } from 'class-validator'

export class CreateCustomerDto {
  @IsString()
  @MaxLength(120)
  name!: string

  @IsEmail()
  email!: string
}
