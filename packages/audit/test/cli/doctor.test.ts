import { describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

describe('assay doctor', () => {
  it('catches its weak service, clears its hardened one, and gate G9 hears of it', async () => {
    const before = await runCommand(['audit', '--format', 'json', '--quiet', '--fail-on', 'none'])
    expect(JSON.parse(before.stdout).gates[8]).toMatchObject({ id: 'G9', state: 'not-verified' })
    const doctor = await runCommand(['doctor', '--quiet'], { folder: before.folder })
    expect(doctor.stdout).toMatch(/self-check passed: 9 of 9 planted weaknesses found, 0 false alarms/)
    expect(doctor.code).toBe(0)
    const after = await runCommand(['audit', '--format', 'json', '--quiet', '--fail-on', 'none'], { folder: before.folder })
    expect(JSON.parse(after.stdout).gates[8]).toMatchObject({ id: 'G9', state: 'passed' })
  }, 90_000)
})
