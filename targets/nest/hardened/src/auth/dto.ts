import { IsOptional } from 'class-validator';
import { Email, NewPassword, Text } from '../common/validation';

export class RegisterDto {
  @Email()
  email: string;

  @NewPassword()
  password: string;

  @IsOptional()
  @Text(80)
  name?: string;
}

export class LoginDto {
  @Email()
  email: string;

  @Text(200, 1)
  password: string;
}

export class RefreshDto {
  @Text(200, 1)
  refreshToken: string;
}

export class ForgotDto {
  @Email()
  email: string;
}

export class ResetDto {
  @Text(200, 1)
  token: string;

  @NewPassword()
  password: string;
}
