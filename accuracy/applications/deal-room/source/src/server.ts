import { build } from './app.js';
import { loadConfig } from './config.js';

const config = loadConfig(process.env);
const app = await build(config);
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(1), 15_000).unref();
    void app.close();
  });
}
await app.listen({ port: config.PORT, host: '0.0.0.0' });
