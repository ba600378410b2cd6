/** Why something the page asked for did not happen. `code` is what the person is shown. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
  readonly code = 'offline';

  constructor(cause: unknown) {
    super('nobody answers', { cause });
  }
}

export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** True where somebody else changed the event since it was read (HTTP 412). */
export function isConflict(error: unknown): boolean {
  return error instanceof RefusedError && error.status === 412;
}

export function codeOf(error: unknown): string {
  return error instanceof RefusedError || error instanceof OfflineError ? error.code : 'page-failed';
}
