import { CanActivate, createParamDecorator, ExecutionContext, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import { JwtService } from '@nestjs/jwt';
import type { Role } from '@prisma/client';
import { PrismaService } from '../common/prisma.service';

const PUBLIC = 'public';
export const Public = () => SetMetadata(PUBLIC, true);

export interface Viewer {
  id: string;
  studioId: string;
  role: Role;
}

const requestOf = (context: ExecutionContext) =>
  context.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext().req
    : context.switchToHttp().getRequest();

export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => requestOf(context).viewer);

/** Registered for the whole application; only what is marked public goes without a token. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly jwt: JwtService,
    private readonly prisma: PrismaService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = requestOf(context);
    if (request.viewer) return true;
    request.viewer = await this.viewerOf(request.headers.authorization);
    return true;
  }

  private async viewerOf(header: string | undefined): Promise<Viewer> {
    const token = header?.startsWith('Bearer ') ? header.slice(7) : undefined;
    if (!token) throw new UnauthorizedException();
    let payload: { sub: string; epoch: number };
    try {
      payload = await this.jwt.verifyAsync(token);
    } catch {
      throw new UnauthorizedException();
    }
    const account = await this.prisma.account.findUnique({
      where: { id: payload.sub },
      select: { id: true, studioId: true, role: true, tokenEpoch: true },
    });
    if (!account || account.tokenEpoch !== payload.epoch) throw new UnauthorizedException();
    return { id: account.id, studioId: account.studioId, role: account.role };
  }
}
