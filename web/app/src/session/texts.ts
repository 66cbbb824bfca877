const SECONDS = 60;
const SECOND_MS = 1_000;

export const session = {
  throttled: (waitMs: number) => {
    const seconds = Math.ceil(waitMs / SECOND_MS);
    return seconds > SECONDS
      ? `Too many tries. Please wait ${Math.ceil(seconds / SECONDS)} minutes.`
      : `Too many tries. Please wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  },
} as const;
