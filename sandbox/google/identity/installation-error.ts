/** Why an add-on cannot be installed, changed or removed; `code` is stable, the message is for a person. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
  readonly status: 400 | 403 | 404 | 409;
  readonly code: string;

  constructor(status: InstallationError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
