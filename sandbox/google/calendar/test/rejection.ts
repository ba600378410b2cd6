/** What the official client was refused with. */
export interface Rejection {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
}

interface ClientError {
  readonly response?: { data?: { error?: { code: number; message: string; errors: { reason: string }[] } } };
}

/** Waits for `call` to be refused; throws if it is not, or fails in another way. */
export async function rejection(call: Promise<unknown>): Promise<Rejection> {
  let refused: unknown;
  try {
    await call;
  } catch (error) {
    refused = error;
  }
  const body = (refused as ClientError | undefined)?.response?.data?.error;
  if (!body) throw new Error('expected a refusal', { cause: refused });
  return { code: body.code, reason: body.errors[0]?.reason ?? '', message: body.message };
}
