import { Email, MayBeAbsent, NewPassword, Text } from '../common/validation';

export class RegisterDto {
  @Email()
  email: string;

  @NewPassword()
  password: string;

  @MayBeAbsent()
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
