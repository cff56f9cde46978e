export type AccountErrorCode =
  | 'user-unknown'
  | 'user-exists'
  | 'user-invalid'
  | 'role-unknown'
  | 'token-unknown'
  | 'password-weak'

/** A refusal to create or change an account; says what, and what to do. */
export class AccountError extends Error {
  override readonly name = 'AccountError'
  readonly code: AccountErrorCode

  constructor(code: AccountErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
