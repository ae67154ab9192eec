import { UnauthorizedException } from '@nestjs/common';
import { Args, ArgsType, Field, Mutation, Resolver } from '@nestjs/graphql';
import { JwtService } from '@nestjs/jwt';
import { Throttle } from '@nestjs/throttler';
import * as argon2 from 'argon2';
import { Transform } from 'class-transformer';
import { IsEmail, Length, MaxLength, Validate, ValidatorConstraint, ValidatorConstraintInterface } from 'class-validator';
import { PrismaService } from '../common/prisma.service';
import { AccountThrottle } from '../common/throttling.guard';
import { CurrentViewer, Public, Viewer } from './auth.guard';

@ValidatorConstraint({ name: 'variedPassword' })
class VariedPassword implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && new Set(value).size >= 6 && !/^(password|qwerty|letmein|12345)/i.test(value);
  }

  defaultMessage(): string {
    return 'this password is too easy to guess';
  }
}

@ArgsType()
class SignInArgs {
  @Field()
  @IsEmail()
  @MaxLength(254)
  @Transform(({ value }) => String(value).trim().toLowerCase())
  email: string;

  @Field()
  @Length(1, 128)
  password: string;
}

@ArgsType()
class ChangePasswordArgs {
  @Field()
  @Length(1, 128)
  current: string;

  @Field()
  @Length(12, 128)
  @Validate(VariedPassword)
  next: string;
}

@Resolver()
export class AuthResolver {
  private readonly standIn = argon2.hash('stand-in for unknown accounts');

  constructor(
    private readonly prisma: PrismaService,
    private readonly jwt: JwtService,
    private readonly throttle: AccountThrottle,
  ) {}

  @Public()
  @Throttle({ default: { limit: 20, ttl: 60_000 } })
  @Mutation(() => String)
  async signIn(@Args() { email, password }: SignInArgs): Promise<string> {
    await this.throttle.take(email);
    const account = await this.prisma.account.findUnique({ where: { email } });
    const matches = await argon2.verify(account?.passwordHash ?? (await this.standIn), password);
    if (!account || !matches) throw new UnauthorizedException('Email or password is wrong');
    return this.jwt.signAsync({ sub: account.id, epoch: account.tokenEpoch });
  }

  @Mutation(() => Boolean)
  async signOutEverywhere(@CurrentViewer() viewer: Viewer): Promise<boolean> {
    await this.prisma.account.update({ where: { id: viewer.id }, data: { tokenEpoch: { increment: 1 } } });
    return true;
  }

  @Throttle({ default: { limit: 5, ttl: 600_000 } })
  @Mutation(() => Boolean)
  async changePassword(@CurrentViewer() viewer: Viewer, @Args() { current, next }: ChangePasswordArgs): Promise<boolean> {
    const account = await this.prisma.account.findUniqueOrThrow({ where: { id: viewer.id } });
    if (!(await argon2.verify(account.passwordHash, current))) throw new UnauthorizedException('The current password is wrong');
    await this.prisma.account.update({
      where: { id: viewer.id },
      data: { passwordHash: await argon2.hash(next), tokenEpoch: { increment: 1 } },
    });
    return true;
  }
}
