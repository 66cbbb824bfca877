/** Three streams that become one. Drawn here; decorative, so its neighbour names it. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" strokeLinecap="round" aria-hidden="true">
      <path d="M16 4v9" stroke="var(--river)" strokeWidth="3" opacity=".55" />
      <path d="M28 5c0 6-7 7-10.5 11" stroke="var(--mantine-color-amber-5)" strokeWidth="4" />
      <path d="M4 5c0 8 12 7 12 16v6" stroke="var(--river)" strokeWidth="4" />
    </svg>
  );
}
