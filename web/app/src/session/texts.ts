const SECONDS = 60;

export const session = {
  throttled: (seconds: number) =>
    seconds > SECONDS
      ? `Too many tries. Please wait ${Math.ceil(seconds / SECONDS)} minutes.`
      : `Too many tries. Please wait ${seconds} seconds.`,
} as const;
