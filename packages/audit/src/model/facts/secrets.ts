export interface SecretsFact {
  readonly secrets: readonly string[]
}
