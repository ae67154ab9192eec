// The command in a process of its own.
import { runLoadCommand } from '../../src/index.ts'

process.exitCode = await runLoadCommand(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr })
