import { Expose } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length } from 'class-validator';

export class UpdateProfileDto {
  @IsOptional()
  @IsString()
  @Length(2, 80)
  name?: string;

  @IsOptional()
  @IsEmail()
  email?: string;
}

export class ContactDto {
  @Expose()
  @IsString()
  @Length(2, 80)
  name: string;

  @Expose()
  @IsString()
  @Length(5, 20)
  phone: string;
}
