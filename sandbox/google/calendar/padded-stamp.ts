/** Twenty digits: how tokens of settings and rules, and the etags of rules, write microseconds (recorded). */
export function paddedStamp(microseconds: number): string {
  return String(microseconds).padStart(20, '0');
}
