/** The words that the claim behind a fact may be put and believed with; null for all. */
export interface Trust {
  readonly modalities: readonly string[] | null
  readonly confidences: readonly string[] | null
}
