/** What control answers when it cannot do what was asked. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 404 | 409 | 501;
  readonly code: string;

  constructor(status: ControlError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A verb whose subject is not built yet. */
export function notBuilt(subject: string): ControlError {
  return new ControlError(501, 'not-built', `${subject} is not built yet.`);
}
