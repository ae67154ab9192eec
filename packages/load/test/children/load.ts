// Runs one load in a process of its own, whose limits and signals are its own: options as JSON in, result as JSON out.
import { runLoad } from '../../src/index.ts'

const { samples: _samples, ...result } = await runLoad({
  ...JSON.parse(process.argv[2] ?? '{}'),
  onProgress: () => process.stderr.write('.'),
})
process.stdout.write(JSON.stringify(result))
process.exit(0)
