import { plainToInstance, Transform, Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, IsUrl, Max, Min, MinLength, validateSync } from 'class-validator';

export class Env {
  @IsIn(['production', 'staging', 'development', 'test'])
  NODE_ENV = 'production';

  @Type(() => Number) @IsInt() @Min(1) @Max(65535)
  PORT = 3000;

  @IsString() @MinLength(10)
  DATABASE_URL!: string;

  @IsString() @MinLength(10)
  REDIS_URL!: string;

  @IsString() @MinLength(32)
  ACCESS_TOKEN_SECRET!: string;

  @IsString() @MinLength(32)
  PAYMENT_WEBHOOK_SECRET!: string;

  @Transform(({ value }) => String(value ?? '').split(',').filter(Boolean))
  @IsArray() @IsUrl({ require_tld: false, require_protocol: true }, { each: true })
  WEB_ORIGINS: string[] = [];

  @Type(() => Number) @IsInt() @Min(0) @Max(3)
  TRUSTED_PROXIES = 1;
}

/** Runs before anything else is built; the names of wrong variables are printed, their values are not. */
export function validateEnv(raw: Record<string, unknown>): Env {
  const env = plainToInstance(Env, raw, { exposeDefaultValues: true });
  const problems = validateSync(env, { whitelist: true, validationError: { target: false, value: false } });
  if (problems.length > 0) {
    throw new Error(`Invalid environment: ${problems.map((p) => p.property).join(', ')}`);
  }
  return env;
}
