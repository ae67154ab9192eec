import { plainToInstance, Transform } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength, validateSync } from 'class-validator';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WholeNumber = (least: number, most: number): PropertyDecorator => (target, key) => {
  Transform(({ value }) => (value === undefined || value === '' ? undefined : Number(value)))(target, key);
  IsOptional()(target, key);
  IsInt()(target, key as string);
  Min(least)(target, key as string);
  Max(most)(target, key as string);
};

class Environment {
  @IsOptional() @IsString() HOST?: string;
  @WholeNumber(0, 65_535) PORT?: number;
  @IsOptional() @IsString() DATABASE_PATH?: string;
  @IsOptional() @IsString() FILE_FOLDER?: string;
  @IsOptional() @IsString() SIGNING_KEY_FILE?: string;
  @IsOptional() @IsString() FIELD_KEY_FILE?: string;
  @IsOptional() @IsString() WEBHOOK_KEY_FILE?: string;
  @IsOptional() @IsString() METRICS_TOKEN_FILE?: string;
  @IsOptional() @IsString() GATEWAY_KEY_FILE?: string;
  @IsOptional() @IsUrl({ protocols: ['https'], require_protocol: true }) GATEWAY_URL?: string;
  @WholeNumber(0, 5) PROXY_COUNT?: number;
  @IsOptional() @IsString() ALLOWED_ORIGINS?: string;
  @IsOptional() @IsString() FEED_HOSTS?: string;
  @WholeNumber(1, 1_000_000) RATE_LIMIT_PER_MINUTE?: number;
  @WholeNumber(1, 1_000_000) RATE_LIMIT_BURST?: number;
  @WholeNumber(1, 1_000_000) AUTH_LIMIT_PER_MINUTE?: number;
  @IsOptional() @IsEmail() BOOTSTRAP_ADMIN_EMAIL?: string;
  @IsOptional() @MinLength(12) BOOTSTRAP_ADMIN_PASSWORD?: string;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly databasePath: string;
  readonly fileFolder: string;
  readonly signingKey: Buffer;
  readonly fieldKey: Buffer;
  readonly webhookKey: Buffer;
  readonly metricsToken: string | undefined;
  readonly gateway: { readonly url: string; readonly key: string } | undefined;
  readonly proxies: number;
  readonly allowedOrigins: readonly string[];
  readonly feedHosts: readonly string[];
  readonly requestsPerMinute: number;
  readonly requestBurst: number;
  readonly sensitiveRequestsPerMinute: number;
  readonly administrator: { readonly email: string; readonly password: string } | undefined;
}

/** Stops the start with the names of the variables that are not valid. */
export function validateEnvironment(variables: Record<string, unknown>): Settings & Record<string, unknown> {
  const environment = plainToInstance(Environment, variables);
  const wrong = validateSync(environment, { skipMissingProperties: false, forbidUnknownValues: true });
  if (wrong.length > 0) throw new Error(`Environment: ${wrong.map((one) => `${one.property} (${Object.values(one.constraints ?? {}).join(', ')})`).join('; ')}`);
  const { BOOTSTRAP_ADMIN_EMAIL: email, BOOTSTRAP_ADMIN_PASSWORD: password, GATEWAY_URL: url, RATE_LIMIT_PER_MINUTE: perMinute = 300 } = environment;
  const gatewayKey = secret(environment.GATEWAY_KEY_FILE);
  return {
    host: environment.HOST ?? '127.0.0.1',
    port: environment.PORT ?? 4000,
    databasePath: environment.DATABASE_PATH ?? ':memory:',
    fileFolder: environment.FILE_FOLDER ?? mkdtempSync(join(tmpdir(), 'stagefront-files-')),
    signingKey: key(environment.SIGNING_KEY_FILE, 'SIGNING_KEY_FILE'),
    fieldKey: key(environment.FIELD_KEY_FILE, 'FIELD_KEY_FILE'),
    webhookKey: key(environment.WEBHOOK_KEY_FILE, 'WEBHOOK_KEY_FILE'),
    metricsToken: secret(environment.METRICS_TOKEN_FILE),
    gateway: url !== undefined && gatewayKey !== undefined ? { url, key: gatewayKey } : undefined,
    proxies: environment.PROXY_COUNT ?? 0,
    allowedOrigins: list(environment.ALLOWED_ORIGINS),
    feedHosts: list(environment.FEED_HOSTS ?? 'feeds.promoter.example'),
    requestsPerMinute: perMinute,
    requestBurst: Math.min(perMinute, environment.RATE_LIMIT_BURST ?? 100),
    sensitiveRequestsPerMinute: environment.AUTH_LIMIT_PER_MINUTE ?? 30,
    administrator: email !== undefined && password !== undefined ? { email: email.toLowerCase(), password } : undefined,
  };
}

function secret(file: string | undefined): string | undefined {
  return file === undefined ? undefined : readFileSync(file, 'utf8').trim();
}

/** The mounted key, or one that lives as long as the process. */
function key(file: string | undefined, name: string): Buffer {
  const text = secret(file);
  if (text === undefined) return randomBytes(32);
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < 32) throw new Error(`${name}: needs at least 32 bytes in base64url`);
  return bytes;
}

function list(text = ''): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
}
