import { execFile, execSync } from 'node:child_process'
import { promisify } from 'node:util'
import vm from 'node:vm'
import { config } from '../config.js'

const run = promisify(execFile)

/** A formula such as `weight * 0.2 + 1` gives the dose in millilitres. */
export function dose(formula: string, weight: number): number {
  return Number(vm.runInNewContext(formula, { weight, Math }, { timeout: 100 }))
}

export function linearDose(perKilo: number, weight: number): number {
  return Math.round(perKilo * weight * 100) / 100
}

export async function printLabel(text: string, copies: number) {
  await run('sh', ['-c', `echo "${text}" | lp -d ${config.printer} -n ${copies}`], { timeout: 5000 })
}

export async function printChip(chip: string) {
  await run('lp-chip', ['--printer', config.printer, '--', chip], { timeout: 5000 })
}

export function printerState(): string {
  return execSync('lpstat -p', { encoding: 'utf8' })
}
