import type { Blocker, ControlResult, Gate, ReportFinding, Verdict } from '../model/report.ts'
import type { SelfCheck } from '../model/run.ts'
import type { OutcomeName, Profile } from '../model/words.ts'

export interface GateInput {
  readonly controls: readonly Pick<ControlResult, 'id' | 'title' | 'outcome' | 'wave' | 'because'>[]
  readonly findings: readonly Pick<ReportFinding, 'fingerprint' | 'control' | 'severity' | 'status' | 'message'>[]
  readonly selfCheck: SelfCheck
}

/** The nine gates of readiness: yes, no, or nobody knows. */
export function gatesOf(input: GateInput): Gate[] {
  return [
    findingGate('G1', 'No open critical', 'critical', input),
    findingGate('G2', 'No unaccepted high', 'high', input),
    waveGate(input),
    controlGate('G4', 'Budgets proven at the target load', ['perf.latency-tail', 'perf.error-rate', 'perf.throughput'], input),
    controlGate('G5', 'Restore and rollback drills at most 90 days old', ['ops.backup-restore-tested', 'ops.rollback-tested'], input),
    controlGate('G6', 'Release tests pass', ['ops.test-gate'], input),
    controlGate('G7', 'Secrets found in history are rotated', ['secrets.git-history'], input),
    controlGate('G8', 'Monitoring with a fired test alert', ['ops.monitoring', 'ops.alerting'], input),
    selfGate(input.selfCheck),
  ]
}

function findingGate(id: 'G1' | 'G2', title: string, severity: 'critical' | 'high', { controls, findings }: GateInput): Gate {
  const open = findings.filter((finding) => finding.severity === severity && finding.status === 'open')
  const owners = [...new Set(open.map(({ control }) => control))].sort()
  if (open.length > 0)
    return {
      id,
      title,
      state: 'failed',
      because: `${open.length} open in ${owners.length} ${owners.length === 1 ? 'control' : 'controls'}`,
      controls: owners,
    }
  const isAnyVerified = controls.some(({ outcome }) => outcome !== 'not-verified' && outcome !== 'not-applicable')
  if (!isAnyVerified) return { id, title, state: 'not-verified', because: 'nothing was verified', controls: [] }
  return {
    id,
    title,
    state: 'passed',
    because: `none found by the ${controls.filter(({ outcome }) => outcome !== 'not-verified').length} controls that were decided`,
    controls: [],
  }
}

function waveGate({ controls }: GateInput): Gate {
  const first = controls.filter(({ wave }) => wave === 1)
  const open = first.filter(({ outcome }) => outcome === 'not-verified').map(({ id }) => id)
  const title = 'Every wave-1 control verified or not applicable'
  if (open.length === 0) return { id: 'G3', title, state: 'passed', because: `${first.length} of ${first.length}`, controls: [] }
  return { id: 'G3', title, state: 'not-verified', because: `${open.length} of ${first.length} not verified`, controls: open }
}

const DECIDED_WELL: readonly OutcomeName[] = ['pass', 'not-applicable']

function controlGate(id: Gate['id'], title: string, ids: readonly string[], { controls }: GateInput): Gate {
  const members = ids.flatMap((wanted) => controls.filter((control) => control.id === wanted))
  const failed = members.filter(({ outcome }) => outcome === 'fail' || outcome === 'accepted-risk')
  if (failed.length > 0)
    return {
      id,
      title,
      state: 'failed',
      because: failed.map(({ title: control }) => `not so: ${control}`).join('; '),
      controls: failed.map((control) => control.id),
    }
  const open = members.filter(({ outcome }) => !DECIDED_WELL.includes(outcome))
  if (open.length > 0 || members.length === 0) {
    return {
      id,
      title,
      state: 'not-verified',
      because: open.map((control) => `${control.id}: ${control.because || control.outcome}`).join('; '),
      controls: open.map((control) => control.id),
    }
  }
  return {
    id,
    title,
    state: 'passed',
    because: `${members.length} of ${members.length} controls pass`,
    controls: members.map((control) => control.id),
  }
}

function selfGate({ state, because }: SelfCheck): Gate {
  const title = 'Self-check: the bundled weak service caught, the hardened one clean'
  return { id: 'G9', title, state: state === 'not-run' ? 'not-verified' : state, because, controls: [] }
}

/** The verdict is a function of the gates and the open findings; READY needs a profile that looked at the running service. */
export function verdictOf(
  gates: readonly Gate[],
  findings: GateInput['findings'],
  profile: Profile,
  readyNeeds: readonly Profile[],
): { verdict: Verdict; because: string } {
  const failed = gates.filter(({ state }) => state === 'failed')
  if (failed.length > 0)
    return {
      verdict: 'NOT READY',
      because: `${plural(failed.length, 'gate')} failed: ${failed.map(({ id, title, because }) => `${id} ${title} (${because})`).join('; ')}`,
    }
  const open = gates.filter(({ state }) => state === 'not-verified')
  if (open.length > 0)
    return {
      verdict: 'NOT ENOUGH EVIDENCE',
      because: `no gate failed, ${open.length} of ${gates.length} not verified: ${open.map(({ id }) => id).join(', ')}`,
    }
  if (!readyNeeds.includes(profile)) return { verdict: 'NOT ENOUGH EVIDENCE', because: `profile ${profile} observes nothing live` }
  const standing = findings.filter(({ status, severity }) => status !== 'suppressed' && severity !== 'info')
  if (standing.length > 0)
    return {
      verdict: 'READY WITH CONDITIONS',
      because: `every gate passed; ${plural(standing.length, 'finding')} to mend or to keep accepted`,
    }
  return { verdict: 'READY', because: 'every gate passed and no finding is open' }
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** One line for each thing that keeps a gate from passing, generated from the gates so that text and verdict agree. */
export function blockersOf(gates: readonly Gate[], findings: GateInput['findings']): Blocker[] {
  return gates
    .filter(({ state }) => state === 'failed')
    .flatMap((gate): Blocker[] => {
      const severity = gate.id === 'G1' ? 'critical' : gate.id === 'G2' ? 'high' : null
      if (severity === null)
        return [{ gate: gate.id, text: `${gate.title}: ${gate.because}`, control: gate.controls[0] ?? null, fingerprint: null }]
      return findings
        .filter((finding) => finding.severity === severity && finding.status === 'open')
        .map(({ message, control, fingerprint }) => ({ gate: gate.id, text: message, control, fingerprint }))
    })
}
