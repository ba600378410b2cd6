/** Errors of the token, revoke and tokeninfo endpoints, with Google's codes and sentences. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }

  body(): { readonly error: string; readonly error_description: string } {
    return { error: this.code, error_description: this.message };
  }
}
