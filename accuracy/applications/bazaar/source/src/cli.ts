import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module';
import { Role, User } from './entities';

/** npm run grant -- <email> <role> */
async function main([email, role]: string[]): Promise<void> {
  const known = Object.values(Role).find((value) => value === role);
  if (!email || !known) throw new Error(`usage: grant <email> <${Object.values(Role).join('|')}>`);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
  try {
    const users = app.get(DataSource).getRepository(User);
    const user = await users.findOneByOrFail({ email: email.toLowerCase() });
    await users.update({ id: user.id }, { roles: [...new Set([...user.roles, known])] });
    console.log(`${user.id} now has ${known}`);
  } finally {
    await app.close();
  }
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
