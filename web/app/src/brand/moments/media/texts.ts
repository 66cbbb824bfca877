export const media = {
  list: 'Pictures and videos',
  picture: (at: number, of: number, who: string) => `Picture ${at} of ${of} by ${who}`,
  video: (at: number, of: number, who: string) => `Video ${at} of ${of} by ${who}`,
  open: (name: string) => `Look at: ${name}`,
  size: (width: number, height: number) => `${width} × ${height} pixels`,
  before: 'The one before',
  next: 'The next one',
  original: 'The original',
  failed: 'It could not be shown. Close this and open it again.',
} as const;
