/**
 * The word of shared memory over which a worker that stands still hears that its reply has been posted: 1 once it has.
 */
export type ReplyFlag = Int32Array<SharedArrayBuffer>;

const AWAITED = 0;
const POSTED = 1;

/** To be called before the question is asked. */
export function expectReply(flag: ReplyFlag): void {
  Atomics.store(flag, 0, AWAITED);
}

/**
 * Stands still until the reply is there. Being woken does not say so: the waking that belongs to the last reply may
 * come late, when this thread has gone on and waits for the next one.
 * https://tc39.es/ecma262/#sec-atomics.wait
 */
export function awaitReply(flag: ReplyFlag): void {
  while (Atomics.load(flag, 0) === AWAITED) Atomics.wait(flag, 0, AWAITED);
}

/** To be called once the reply has been posted. */
export function announceReply(flag: ReplyFlag): void {
  Atomics.store(flag, 0, POSTED);
  Atomics.notify(flag, 0);
}
