import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: 'postgres://test:test@localhost:5432/test',
      REDIS_URL: 'redis://localhost:6379',
      JWT_SECRET: 'not-a-secret-only-for-the-tests-here',
      CORS_ORIGINS: 'https://app.fleet.example',
      UPLOAD_DIR: '/tmp',
    },
  },
});
