/** Makes the running effect or computed value depend on signals whose values it does not use itself. */
import type { ReadonlySignal } from '@preact/signals';

export function dependOn(...signals: readonly ReadonlySignal<unknown>[]): readonly unknown[] {
  return signals.map((each) => each.value);
}
