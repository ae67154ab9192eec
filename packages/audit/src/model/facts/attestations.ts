/** A statement that the user's own configuration makes for a control no tool can see into. */
export interface AttestationFact {
  readonly control: string
  readonly statement: string
  readonly owner: string
  /** ISO date. */
  readonly date: string
  readonly expires: string | null
  readonly link: string | null
}
