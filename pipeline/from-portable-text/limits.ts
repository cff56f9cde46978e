/** How deep content may nest, so that no later recursion can overflow. */
export const limits = {
  /** Lists in lists. */
  listDepth: 20,
  /** Marks on one text. */
  marks: 20,
}
