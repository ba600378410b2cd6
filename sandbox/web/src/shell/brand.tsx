/** The project's own mark; no vendor's logo. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect class="mark-calendar" x="2" y="6" width="18" height="20" rx="5" />
      <circle class="mark-webex" cx="20" cy="16" r="9" />
      <path class="mark-tick" d="m16 16 3 3 5-6" />
    </svg>
  );
}
